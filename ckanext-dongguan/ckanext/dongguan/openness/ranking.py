"""Departments and themes in the order of how much somebody finds in them, without CKAN.

CKAN orders them by a count of all datasets, hidden ones too: the order alone would tell
how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

_BY_COUNT = {"packages", "package_count"}
_PAGING = {"sort", "order_by", "limit", "offset", "all_fields"}


class Order(StrEnum):
    """Which end comes first."""

    MOST = "desc"
    FEWEST = "asc"


def wanted(given: Mapping[str, Any]) -> Order | None:
    """Read whether a list is asked for by count; the bare word means the most first."""
    words = str(given.get("sort") or given.get("order_by") or "").split()
    if not words or words[0] not in _BY_COUNT:
        return None
    return Order.FEWEST if words[1:] == ["asc"] else Order.MOST


def unranked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for the same list whole and by name."""
    return {**{k: v for k, v in given.items() if k not in _PAGING}, "sort": "name asc"}


def ranked(names: list[str], counts: Mapping[str, int], order: Order) -> list[str]:
    """Order names by their counts, equal ones by name."""
    sign = -1 if order is Order.MOST else 1
    return sorted(names, key=lambda name: (sign * counts.get(name, 0), name))


def page(names: list[str], given: Mapping[str, Any], most: int) -> list[str]:
    """Cut out the page that is asked for, `most` names at most."""
    start, limit = _number(given.get("offset"), 0), _number(given.get("limit"), most)
    return names[start : start + min(limit, most)]


def _number(value: Any, default: int) -> int:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
