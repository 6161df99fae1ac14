"""The room `history` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import noting


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.helpers
class DongguanHistoryPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)

    def update_config(self, config: Any) -> None:
        """Show the room's page."""
        tk.add_template_directory(config, "templates")

    def configure(self, _config: Any) -> None:
        """Listen to what sessions write."""
        noting.install()
