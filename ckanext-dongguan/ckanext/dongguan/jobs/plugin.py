"""The room `jobs` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from .definition import JobDefinition
from .interfaces import IJobs
from .logic import auth
from .sweep import JOBS


@tk.blanket.actions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.config_declarations
@tk.blanket.helpers
class DongguanJobsPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IAuthFunctions)
    p.implements(IJobs)

    def update_config(self, config: Any) -> None:
        """Show the room's pages."""
        tk.add_template_directory(config, "templates")

    def get_auth_functions(self) -> dict[str, Callable[..., Any]]:
        """Ask the same of everybody who looks after jobs."""
        return auth.functions()

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in the room's own jobs."""
        return JOBS
