"""The room `reclassification` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs

from . import checking
from .definition import Step
from .interfaces import IReclassification
from .jobs import JOBS


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
class DongguanReclassificationPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(IJobs)
    p.implements(IReclassification)

    def update_config(self, config: Any) -> None:
        """Show the room's page."""
        tk.add_template_directory(config, "templates")

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in what the room does regularly."""
        return JOBS

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Prove in the end that nothing answers."""
        return {"check": checking.step}
