"""The room `codelists` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import site


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.config_declarations
class DongguanCodelistsPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(p.IForkObserver)

    def update_config(self, config: Any) -> None:
        """Show the room's pages."""
        tk.add_template_directory(config, "templates")

    def configure(self, config: Any) -> None:
        """Lay the site's files over the lists; with a fault in them nothing starts."""
        site.install(config)

    def make_middleware(self, app: Any, _config: Any) -> Any:
        """Take a change in the site's files before a request is answered."""
        app.before_request(site.refresh)
        return app

    def before_fork(self) -> None:
        """Take a change in the site's files before a job is run."""
        site.refresh()
