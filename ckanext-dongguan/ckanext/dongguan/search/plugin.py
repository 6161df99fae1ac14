"""The room `search` as a CKAN plugin."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
import msgspec

from . import alternatives, asked, connection, facets, index_words
from .document import prepare
from .reach import asked_for
from .request import without_empty_facets
from .weights import order_as_asked, weigh


def _provider_names(dataset: dict[str, Any]) -> list[str]:
    """Ask the directory what the department is called and was called before."""
    provider = (dataset.get("organization") or {}).get("name")
    if not provider:
        return []
    names: list[str] = tk.get_action("dongguan_provider_names")(
        {"ignore_auth": True}, {"id": provider}
    )
    return names


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.cli
@tk.blanket.blueprints
@tk.blanket.config_declarations
@tk.blanket.helpers
class DongguanSearchPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurable)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IFacets)

    def configure(self, _config: Any) -> None:
        """Keep the connections to the index open."""
        connection.install()

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Put the portal's fields into the document of a dataset."""
        dataset = msgspec.json.decode(pkg_dict["validated_data_dict"])
        document = prepare(pkg_dict, dataset, _provider_names(dataset))
        return {**document, **index_words.fields(document, asked.lexicon())}

    def before_dataset_search(self, search_params: dict[str, Any]) -> dict[str, Any]:
        """Put a person's words to the index pair by pair."""
        extras = search_params.get("extras") or {}
        shown = without_empty_facets(search_params)
        if asked.is_list():
            shown = alternatives.offered(shown, facets.titles(), facets.derived())
        return weigh(shown, asked.lexicon(), asked_for(extras))

    def after_dataset_search(
        self, search_results: dict[str, Any], _search_params: dict[str, Any]
    ) -> dict[str, Any]:
        """Show labels where the facets hold codes."""
        order = order_as_asked(search_results["sort"])
        labelled = facets.label_items({**search_results, "sort": order})
        return facets.state_items(labelled) if asked.is_list() else labelled

    def dataset_facets(
        self, _facets_dict: OrderedDict[str, Any], _package_type: str
    ) -> OrderedDict[str, Any]:
        """List the facets of the dataset page."""
        return OrderedDict(facets.titles())

    def organization_facets(
        self, _facets_dict: OrderedDict[str, Any], _kind: str, _package_type: str | None
    ) -> OrderedDict[str, Any]:
        """List the facets of a department's page: all but the department."""
        return OrderedDict((k, v) for k, v in facets.titles().items() if k != "organization")

    def group_facets(
        self, _facets_dict: OrderedDict[str, Any], _kind: str, _package_type: str | None
    ) -> OrderedDict[str, Any]:
        """List the facets of a theme's page: all but the theme."""
        return OrderedDict((k, v) for k, v in facets.titles().items() if k != "theme")
