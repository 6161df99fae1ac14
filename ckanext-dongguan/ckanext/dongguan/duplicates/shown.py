"""Pairs and sources as page and API give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ckan.plugins.toolkit as tk

from . import deciding

_FIELDS = ("id", "name", "title", "title_en", "type", "organization")


def pairs(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Write candidates with both datasets; one that is gone takes its pair with it."""
    named = deciding.datasets({key for row in rows for key in (row.first, row.second)})
    return [
        {
            "first": named[row.first], "second": named[row.second],
            "score": row.score, "reasons": row.reasons,
        }
        for row in rows
        if row.first in named and row.second in named
    ]  # fmt: skip


def findable(context: Mapping[str, Any], ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Name those of some datasets that the asker finds; none costs no request."""
    wanted = list(ids)
    if not wanted:
        return {}
    named = " OR ".join(f'"{one}"' for one in wanted)
    asked = {
        "fq_list": [f"+id:({named})"], "rows": len(wanted), "facet": False,
        "include_private": True,
    }  # fmt: skip
    who = {key: context.get(key) for key in ("user", "auth_user_obj")}
    found = tk.get_action("package_search")(who, asked)["results"]
    return {one["id"]: {name: one.get(name) for name in _FIELDS} for one in found}
