"""A workbook of planned items taken in, whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.sheets import book, wording
from ckanext.dongguan.sheets.book import Line
from ckanext.dongguan.sheets.column import ID
from ckanext.dongguan.sheets.fault import Fault, FileRefusedError, Spot

from . import keeping
from .item import PlanItem
from .sheet import TEMPLATE

Read = Callable[[Mapping[str, Any]], PlanItem]


def account(context: Mapping[str, Any]) -> str:
    """Name who writes, by the id of the account."""
    user = model.User.get(context["user"]) if context.get("user") else None
    return str(user.id) if user else ""


def take(path: Path, name: str, read: Read, writer: str) -> dict[str, Any]:
    """Check all rows of a workbook and write them in one transaction.

    :raises ValidationError: the file as a whole cannot be read
    """
    faults: list[Fault] = []
    outcomes: Counter[str] = Counter()
    try:
        with book.opened(path) as opened:
            for line in book.lines(opened, TEMPLATE.main):
                if not line.is_blank:
                    _take(line, read, writer, outcomes, faults)
        if not faults:
            model.Session.commit()
    except FileRefusedError as error:
        raise tk.ValidationError({"file": [wording.refused(name, error)]}) from error
    finally:
        model.Session.rollback()
    told = [wording.line(one) for one in faults]
    return {"outcomes": {} if faults else dict(outcomes), "faults": told}


def _take(
    line: Line, read: Read, writer: str, outcomes: Counter[str], faults: list[Fault]
) -> None:
    faults.extend(line.faults)
    try:
        item = read(line.texts)
    except tk.ValidationError as error:
        faults.extend(_told(line, error.error_dict))
        return
    number, earlier = _earlier(line, item)
    if line.texts.get(ID) and earlier is None:
        sentence = tk._("The plan has no such item.")
        faults.extend(_told(line, {ID: [sentence]}))
    elif not faults:
        outcomes[_write(number, earlier, item, writer)] += 1


def _earlier(line: Line, item: PlanItem) -> tuple[int | None, PlanItem | None]:
    text = line.texts.get(ID, "")
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    number = (int(text) if is_number else None) if text else keeping.same(item)
    rows = keeping.rows({"id": number}) if number is not None else []
    return number, keeping.item_of(rows[0]) if rows else None


def _write(number: int | None, earlier: PlanItem | None, item: PlanItem, writer: str) -> str:
    if number is None or earlier is None:
        keeping.add(item, writer)
        return "created"
    # What the table has no column for stays.
    kept = replace(item, essential=earlier.essential, place=earlier.place)
    if kept == earlier:
        return "unchanged"
    keeping.change(number, kept, writer)
    return "updated"


def _told(line: Line, errors: Mapping[str, list[str]]) -> Iterator[Fault]:
    labels = {column.name: column.label_zh for column in TEMPLATE.main.columns}
    for field, sentences in errors.items():
        spot = line.spots.get(field) or Spot(sheet=line.sheet, row=line.row)
        for sentence in sentences:
            yield Fault(spot=spot, header=labels.get(field, field), sentence=sentence)
