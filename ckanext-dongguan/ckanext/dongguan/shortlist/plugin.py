"""The room `shortlist` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.blueprints
@tk.blanket.helpers
class DongguanShortlistPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        """Show the room's page, in its look."""
        tk.add_template_directory(config, "templates")
