"""The room `catalog` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
import msgspec

from .document import branches


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.helpers
class DongguanCatalogPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room; it reads fields of documents that `search` made."""

    p.implements(p.IConfigurer)
    p.implements(p.IPackageController, inherit=True)

    def update_config(self, config: Any) -> None:
        """Offer the room's templates, the script and the styles of its tree."""
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "dongguan_catalog")

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Put an entry into its branches."""
        dataset = msgspec.json.decode(pkg_dict["validated_data_dict"])
        return {**pkg_dict, **branches(pkg_dict, dataset)}
