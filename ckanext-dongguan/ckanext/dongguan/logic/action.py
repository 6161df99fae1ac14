"""What the front page asks of the catalogue."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.dongguan import account

from .. import front

LATEST = {"rows": 8, "sort": "data_updated_on desc, metadata_modified desc"}


@tk.side_effect_free
def dongguan_front_page_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show what the front page counts and lists of the public catalogue.

    :returns: the numbers of public entries, of open datasets and their files, of the
        records in those files that are `counted`, of entries that programs can ask; themes,
        departments and towns with their numbers of entries; the latest datasets that can be
        taken along, or without any the latest; what visitors look for; where the year's open
        plan stands
    """
    tk.check_access("dongguan_front_page_show", context, data_dict)
    # The same page for everyone: a signed-in person's own drafts are not counted.
    found = tk.get_action("package_search")(
        account.of_everyone(),
        {
            **LATEST,
            "facet.field": ["groups", "organization", "town", "open_class", "has_interface"],
            "facet.limit": -1,
        },
    )
    return {
        "entries": found["count"],
        "open_datasets": found["facets"].get("open_class", {}).get("unconditional", 0),
        "interfaces": found["facets"].get("has_interface", {}).get("true", 0),
        **front.open_files(),
        "themes": _largest_first(found, "groups"),
        "departments": _largest_first(found, "organization"),
        "towns": found["facets"].get("town", {}),
        "latest": _open_with_files() or found["results"],
        "sought": tk.get_action("dongguan_search_sought_list")(account.of_everyone(), {}),
        "plan": tk.get_action("dongguan_plan_progress")(account.of_everyone(), {}),
    }


def _open_with_files() -> list[dict[str, Any]]:
    asked = {**LATEST, "fq": "+open_class:unconditional +res_format:*", "facet": "false"}
    return list(tk.get_action("package_search")(account.of_everyone(), asked)["results"])


def _largest_first(found: dict[str, Any], field: str) -> list[dict[str, Any]]:
    items = found["search_facets"].get(field, {}).get("items", [])
    return sorted(items, key=lambda item: (-item["count"], item["name"]))
