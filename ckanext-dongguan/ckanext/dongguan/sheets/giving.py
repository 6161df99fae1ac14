"""Datasets given out in the template of their type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

PAGE = 500
# An owner that no dataset has.
NOWHERE = '""'


def of_person(user: str, dataset_type: str) -> dict[str, Any]:
    """Search for the datasets of a type where a person may be allowed to change them.

    That is in the departments that the person holds a role in, or in the whole city.
    """
    held = tk.get_action("dongguan_role_held_list")({"ignore_auth": True}, {"user": user})
    places = {one["organization"] for one in held}
    filters = [f'+type:"{dataset_type}"']
    if None not in places:
        departments = " ".join(f'"{place}"' for place in sorted(places))
        filters.append(f"+owner_org:({departments or NOWHERE})")
    return {"fq_list": filters}


def count(context: Mapping[str, Any], query: Mapping[str, Any]) -> int:
    """Count the datasets that a search finds."""
    asked = {**query, "rows": 0, "facet": False, "include_private": True}
    return int(tk.get_action("package_search")(dict(context), asked)["count"])


def found(context: Mapping[str, Any], query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the datasets of a search that its asker may edit, with all fields, by address."""
    for dataset in listed(context, query):
        if _may_edit(context, dataset["id"]):
            yield tk.get_action("package_show")(
                {**context, "use_cache": False}, {"id": dataset["id"]}
            )


def listed(context: Mapping[str, Any], query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the datasets that a search finds, as the index holds them: their public part.

    The filters of the search stand in `fq_list`. Each page begins behind the last address
    of the one before it, so that the hundredth costs no more than the first.
    """
    last = ""
    while True:
        after = [f'+name:{{"{last}" TO *]'] if last else []
        answer = tk.get_action("package_search")(
            dict(context),
            {
                **query, "fq_list": [*query.get("fq_list", ()), *after], "sort": "name asc",
                "rows": PAGE, "facet": False, "include_private": True,
            },
        )  # fmt: skip
        yield from answer["results"]
        if len(answer["results"]) < PAGE:
            return
        last = answer["results"][-1]["name"]


def _may_edit(context: Mapping[str, Any], dataset_id: str) -> bool:
    try:
        tk.check_access("package_update", dict(context), {"id": dataset_id})
    except tk.NotAuthorized:
        return False
    return True
