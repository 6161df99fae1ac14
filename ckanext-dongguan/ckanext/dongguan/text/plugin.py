"""The room `text` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import query_string


@tk.blanket.validators
class DongguanTextPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IMiddleware, inherit=True)

    def make_middleware(self, app: Any, _config: Any) -> Any:
        """Read the query of an address whatever its encoding."""
        app.wsgi_app = query_string.reading(app.wsgi_app)
        return app
