"""The facets of the portal: their order, their names, the labels of their codes."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import has_request_context

from ckanext.dongguan.schemas import coded


def titles() -> dict[str, str]:
    """Name the facets in the order of the page."""
    return {
        "open_class": tk._("Open class"),
        "theme": tk._("Theme"),
        "organization": tk._("Provider"),
        "town": tk._("Town or park"),
        "res_format": tk._("Format"),
        "update_frequency": tk._("Update frequency"),
    }


def label_items(search_results: dict[str, Any]) -> dict[str, Any]:
    """Write labels in the place of codes in the facets of a result."""
    language = tk.h.lang() if has_request_context() else "zh_Hans_CN"
    for field, facet in search_results["search_facets"].items():
        for item in facet.get("items", ()) if field in coded.lists() else ():
            item["display_name"] = coded.label(field, item["name"], language)
    return search_results
