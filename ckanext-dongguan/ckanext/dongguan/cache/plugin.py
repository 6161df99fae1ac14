"""The room `cache` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.dongguan.reclassification.definition import Step
from ckanext.dongguan.reclassification.interfaces import IReclassification

from . import watch
from .pages import Pages, name_page
from .steps import STEPS


@tk.blanket.config_declarations
class DongguanCachePlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurable)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(IReclassification)

    def configure(self, _config: Any) -> None:
        """Notice changes from now on."""
        watch.install()

    def make_middleware(self, app: Any, config: Any) -> Any:
        """Stand before everything that costs something, and behind everything that decides."""
        pages = app.extensions["dongguan_pages"] = Pages(app.wsgi_app, config)
        app.wsgi_app = pages
        behind = app.after_request_funcs.setdefault(None, [])
        # Flask runs these from the last to the first.
        behind.append(name_page)
        behind.insert(0, pages.keep)
        return app

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Take part when a dataset comes to another case."""
        return STEPS
