"""The room `sheets` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs
from ckanext.dongguan.reclassification.definition import Step
from ckanext.dongguan.reclassification.interfaces import IReclassification

from .jobs import JOBS
from .steps import STEPS


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
class DongguanSheetsPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(IJobs)
    p.implements(IReclassification)

    def update_config(self, config: Any) -> None:
        """Show the room's pages."""
        tk.add_template_directory(config, "templates")

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in what the room does in the background."""
        return JOBS

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Take part when a dataset comes to another case."""
        return STEPS
