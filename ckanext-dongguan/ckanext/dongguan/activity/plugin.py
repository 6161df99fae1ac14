"""The room `activity` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.dongguan.reclassification.definition import Step
from ckanext.dongguan.reclassification.interfaces import IReclassification

from . import authorship, frame, views
from .logic import action, auth
from .steps import STEPS


@tk.blanket.helpers
class DongguanActivityPlugin(p.SingletonPlugin):
    """Interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IActions)
    p.implements(p.IAuthFunctions)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(IReclassification)

    def update_config(self, config: Any) -> None:
        """Show activities on pages of our own, not on CKAN's."""
        frame.leave_out_stock(config)
        tk.add_template_directory(config, "templates")

    def configure(self, _config: Any) -> None:
        """Let the portal itself be the author where no person is."""
        authorship.install()

    def get_actions(self) -> dict[str, Callable[..., Any]]:
        """Stand before CKAN's actions on activities."""
        return action.chained()

    def get_auth_functions(self) -> dict[str, Callable[..., Any]]:
        """Stand in the place of CKAN's auth functions on activities."""
        return auth.chained()

    def make_middleware(self, app: Any, _config: Any) -> Any:
        """Take pages of CKAN away that are not needed here."""
        views.take_over(app)
        return app

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Take part when a dataset comes to another case."""
        return STEPS
