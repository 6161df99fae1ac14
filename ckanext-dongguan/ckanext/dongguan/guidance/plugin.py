"""The room `guidance` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.blueprints
@tk.blanket.helpers
class DongguanGuidancePlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        """Show the room's pages."""
        tk.add_template_directory(config, "templates")
