"""How many datasets there are about each town, for the map and the table beside it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan import account
from ckanext.dongguan.language import spoken
from ckanext.dongguan.schemas import codelists

from .. import tiles

OPEN = "open"


def facts() -> dict[str, Any]:
    """Give tiles, rows and classes for the chosen number: entries, or open datasets."""
    entries, opened = _counts(""), _counts("+open_class:unconditional")
    is_open = tk.request.args.get("show") == OPEN
    counts = opened if is_open else entries
    placed = tiles.town_tiles(counts, spoken())
    rows = [
        {"code": one.code, "name": one.label(spoken()),
         "entries": entries.get(one.code, 0), "opened": opened.get(one.code, 0)}
        for one in codelists.load("towns") if one.code in {tile.code for tile in placed}
    ]  # fmt: skip
    return {"tiles": placed, "rows": rows, "is_open": is_open, "classes": tiles.classes(counts)}


def _counts(fq: str) -> dict[str, int]:
    wanted = {"rows": 0, "fq": fq, "facet.field": ["town"], "facet.limit": -1}
    found = tk.get_action("package_search")(account.of_everyone(), wanted)
    return dict(found["facets"].get("town", {}))
