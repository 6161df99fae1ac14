"""The room `tables` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins as p

from ckanext.dongguan.reclassification.definition import Step
from ckanext.dongguan.reclassification.interfaces import IReclassification

from . import routes
from .logic import action, auth
from .steps import STEPS


class DongguanTablesPlugin(p.SingletonPlugin):
    """Interfaces of the room, nothing else."""

    p.implements(p.IActions)
    p.implements(p.IAuthFunctions)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(IReclassification)

    def get_actions(self) -> dict[str, Callable[..., Any]]:
        """Stand before CKAN's actions of tables and views."""
        return action.chained()

    def get_auth_functions(self) -> dict[str, Callable[..., Any]]:
        """Stand before CKAN's auth functions of tables and views."""
        return auth.chained()

    def make_middleware(self, app: Any, _config: Any) -> Any:
        """Stand before CKAN's pages of tables."""
        app.before_request(routes.before_request)
        app.after_request(routes.after_request)
        return app

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Take part when a dataset comes to another case."""
        return STEPS
