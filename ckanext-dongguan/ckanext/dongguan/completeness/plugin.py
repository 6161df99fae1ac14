"""The room `completeness` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.helpers
class DongguanCompletenessPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        """Offer the room's templates and the styles of its grid."""
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "dongguan_completeness")
