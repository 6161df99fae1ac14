"""The facets of the portal: their order, their names, the labels of their codes."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import has_request_context

from ckanext.dongguan.clock import today
from ckanext.dongguan.schemas import coded

from . import timely
from .alternatives import Derived


def titles() -> dict[str, str]:
    """Name the facets in the order of the page."""
    return {
        "open_class": tk._("Open class"),
        "theme": tk._("Theme"),
        "organization": tk._("Provider"),
        "town": tk._("Town or park"),
        "res_format": tk._("Format"),
        timely.FACET: tk._("Update status"),
        "update_frequency": tk._("Update frequency"),
        "has_interface": tk._("Interface"),
    }


def derived() -> dict[str, Derived]:
    """Tell which facets are conditions on a field, as of today in Dongguan."""
    return {timely.FACET: Derived(field=timely.FIELD, conditions=timely.conditions(today()))}


def stated() -> dict[str, dict[str, str]]:
    """Label the values of the filters that offer these and no others."""
    return {
        timely.FACET: {
            timely.ON_TIME: tk._("On time"), timely.OVERDUE: tk._("Overdue"),
        },
        "has_interface": {"true": tk._("Has an interface")},
        # No facet; the front page leads to it.
        "has_resource": {"true": tk._("Has data files")},
    }  # fmt: skip


def label_items(search_results: dict[str, Any]) -> dict[str, Any]:
    """Write labels in the place of codes in the facets of a result."""
    language = tk.h.lang() if has_request_context() else "zh_Hans_CN"
    for field, facet in search_results["search_facets"].items():
        for item in facet.get("items", ()) if field in coded.lists() else ():
            item["display_name"] = coded.label(field, item["name"], language)
    return search_results


def state_items(search_results: dict[str, Any]) -> dict[str, Any]:
    """Put the values that a list offers in the place of what the index counted."""
    shown = search_results["search_facets"]
    for facet, labels in stated().items():
        if facet in shown:
            counts = {item["name"]: item["count"] for item in shown[facet]["items"]}
            shown[facet]["items"] = [
                {"name": name, "display_name": label, "count": counts.get(name, 0)}
                for name, label in labels.items()
            ]
    return search_results
