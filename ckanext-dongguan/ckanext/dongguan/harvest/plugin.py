"""The room `harvest` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.harvest.interfaces import IHarvester

from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs

from . import jobs, mending
from .harvester import EngineHarvester
from .logic import action, auth, decision, door


@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.config_declarations
@tk.blanket.helpers
class DongguanHarvestPlugin(EngineHarvester, p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IActions)
    p.implements(p.IAuthFunctions)
    p.implements(IHarvester)
    p.implements(IJobs)

    def update_config(self, config: Any) -> None:
        """Show the room's pages, and set right what ckanext-harvest does to all datasets."""
        tk.add_template_directory(config, "templates")
        mending.mend(config)

    def get_actions(self) -> dict[str, Callable[..., Any]]:
        """Offer the room's actions."""
        actions = (*action.ACTIONS, *decision.ACTIONS)
        doors = door.actions() if p.plugin_loaded("harvest") else {}
        return {**{function.__name__: function for function in actions}, **doors}

    def get_auth_functions(self) -> dict[str, Callable[..., Any]]:
        """Say who may use them."""
        own = {name: f for name, f in vars(auth).items() if name.startswith("dongguan_")}
        return {**own, **(door.auth_functions() if p.plugin_loaded("harvest") else {})}

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in a job for each source."""
        return jobs.declared()
