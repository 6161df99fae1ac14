"""Where words are looked for and how much each place counts, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import words

FIELDS = " ".join((
    "title^10", "name^4", "resource_codes^10", "title_en^6", "keywords^4", "tags^4",
    "item_names^3", "labels^2", "res_name^2", "text",
))  # fmt: skip


# CKAN's callers sort by the title as it is stored; the order they mean is the
# dictionary's.
_AS_ASKED = "title_string"
_AS_SORTED = "title_collated"


def weigh(params: Mapping[str, Any]) -> dict[str, Any]:
    """Shape a person's plain words; a query with fields or a parser of its own stays."""
    order = str(params.get("sort") or "").replace(_AS_ASKED, _AS_SORTED)
    weighed = {**params, "sort": order} if order else dict(params)
    query = str(params.get("q") or "")
    if not query.strip() or ":" in query or params.get("defType"):
        return weighed
    return {**weighed, "q": words.spread(query), "qf": params.get("qf") or FIELDS}


def order_as_asked(order: str | None) -> str | None:
    """Name the order of a result as the caller named it."""
    return order and order.replace(_AS_SORTED, _AS_ASKED)
