"""The room `harvest` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs

from . import jobs
from .logic import action, decision


@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.config_declarations
@tk.blanket.helpers
class DongguanHarvestPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IActions)
    p.implements(IJobs)

    def update_config(self, config: Any) -> None:
        """Show the room's pages."""
        tk.add_template_directory(config, "templates")

    def get_actions(self) -> dict[str, Callable[..., Any]]:
        """Offer the room's actions."""
        actions = (*action.ACTIONS, *decision.ACTIONS)
        return {function.__name__: function for function in actions}

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in a job for each source."""
        return jobs.declared()
