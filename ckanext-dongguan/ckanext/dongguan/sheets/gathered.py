"""The same fault in many cells, told once with its first cells, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# Enough to find the first cells; the marked copy and the API name each.
NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence about a column: the first cells it is true of (`Sheet!C17`), and how many."""

    header: str
    sentence: str
    places: tuple[str, ...]
    count: int


def gather(faults: Iterable[Mapping[str, Any]]) -> list[Told]:
    """Tell each sentence once a sheet and column, in the order of the first cells.

    :param faults: as `dongguan_sheet_import` returns them
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in faults:
        key = (one["sheet"], one["header"], one["sentence"])
        found.setdefault(key, []).append(one["place"])
    return [
        Told(header=header, sentence=said, places=tuple(cells[:NAMED]), count=len(cells))
        for (_sheet, header, said), cells in found.items()
    ]
