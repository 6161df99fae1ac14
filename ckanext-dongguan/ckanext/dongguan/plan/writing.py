"""A workbook of planned items taken in, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ckanext.dongguan.sheets import rows

from . import dictize, keeping, sheet
from .item import PlanItem

Read = Callable[[Mapping[str, Any], PlanItem | None], PlanItem]


def take(path: Path, name: str, read: Read, writer: str, today: date) -> dict[str, Any]:
    """Check all rows of a workbook and write them in one transaction.

    :raises ValidationError: the file as a whole cannot be read
    """

    def write(number: str, stated: Mapping[str, str]) -> str:
        if number:
            earlier = keeping.item_of(keeping.rows({"id": int(number)})[0])
            return _changed(int(number), earlier, read(stated, earlier), writer)
        return _added(read(stated, None), writer)

    return rows.take(path, name, sheet.TEMPLATE.main, lambda ids: _known(ids, today), write)


def _known(ids: list[str], today: date) -> dict[str, dict[str, Any]]:
    """Give the rows of items by their numbers, as the workbook of the plan has them."""
    numbers = [int(one) for one in ids if one.isascii() and one.isdigit() and len(one) < 10]
    shown = dictize.shown(keeping.rows({"ids": numbers}), today, is_keeper=True)
    return {str(one["id"]): sheet.row(one) for one in shown}


def _added(item: PlanItem, writer: str) -> str:
    number = keeping.same(item)
    if number is None:
        keeping.add(item, writer)
        return "created"
    earlier = keeping.item_of(keeping.rows({"id": number})[0])
    # What the table has no column for stays.
    kept = replace(item, essential=earlier.essential, place=earlier.place)
    return _changed(number, earlier, kept, writer)


def _changed(number: int, earlier: PlanItem, item: PlanItem, writer: str) -> str:
    if item == earlier:
        return "unchanged"
    keeping.change(number, item, writer)
    return "updated"
