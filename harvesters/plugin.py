"""The room `harvesters` as a CKAN plugin."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs

from .jobs import JOBS


@tk.blanket.cli
@tk.blanket.config_declarations
class DongguanHarvestPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(IJobs)

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in the harvests that run regularly."""
        return JOBS
