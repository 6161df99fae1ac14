"""The entries of a branch that somebody may find."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from . import query
from .axis import Axis
from .branch import Branch

PAGE = 20


def narrowed(axis: Axis, branch: Branch | None, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Write the search for the entries of a branch, a class and words."""
    filters = [*query.within(axis, branch), *query.of_class(asked.get("open_class", ""))]
    return {"q": asked.get("q") or "", "fq_list": filters}


def entries(
    context: Mapping[str, Any], axis: Axis, branch: Branch | None, asked: Mapping[str, Any]
) -> dict[str, Any]:
    """List the entries of a branch; `asked` may hold q, open_class, start and rows."""
    wanted = {
        **narrowed(axis, branch, asked),
        "facet.field": ["open_class"],
        "start": asked.get("start", 0),
        "rows": asked.get("rows", PAGE),
        # What somebody may find decides, not CKAN's own idea of private.
        "include_private": True,
    }
    if not wanted["q"]:
        wanted["sort"] = "title_string asc"
    found = tk.get_action("package_search")(dict(context), wanted)
    classes = found["facets"].get("open_class", {})
    return {"count": found["count"], "results": found["results"], "classes": classes}
