"""Datasets given out in the template of their type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

PAGE = 500


def found(context: Mapping[str, Any], query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the datasets of a search that its asker may edit, page by page, by address."""
    start = 0
    while True:
        answer = tk.get_action("package_search")(
            dict(context),
            {
                **query, "sort": "name asc", "rows": PAGE, "start": start, "facet": False,
                "include_private": True,
            },
        )  # fmt: skip
        for dataset in answer["results"]:
            if _may_edit(context, dataset["id"]):
                yield tk.get_action("package_show")(
                    {**context, "use_cache": False}, {"id": dataset["id"]}
                )
        start += PAGE
        if start >= answer["count"]:
            return


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
