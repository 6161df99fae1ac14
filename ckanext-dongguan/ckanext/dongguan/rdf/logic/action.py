"""ckanext-dcat's readers of the catalogue, which break on what they do not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from ..request import read

Action = Callable[[dict[str, Any], dict[str, Any]], Any]


@tk.side_effect_free
@tk.chained_action
def dcat_catalog_show(next_action: Action, context: dict[str, Any], data_dict: Any) -> Any:
    """Write a page of the catalogue in RDF."""
    return next_action(context, read(data_dict))


@tk.side_effect_free
@tk.chained_action
def dcat_catalog_search(next_action: Action, context: dict[str, Any], data_dict: Any) -> Any:
    """Write a page of the datasets that a search finds in RDF."""
    return next_action(context, read(data_dict))


@tk.chained_action
def dcat_dataset_show(next_action: Action, context: dict[str, Any], data_dict: Any) -> Any:
    """Write a dataset in RDF."""
    return next_action(context, read(data_dict))
