"""Rows of a table that holds no datasets, taken in whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from . import book, cell, wording
from .book import Line
from .column import ID, Part
from .fault import Fault, FileRefusedError, Spot

Known = Mapping[str, Mapping[str, Any]]
Write = Callable[[str, Mapping[str, str]], str]


def take(
    path: Path, name: str, part: Part, known: Callable[[list[str]], Known], write: Write
) -> dict[str, Any]:
    """Take the rows of a part's sheet in, in one transaction.

    `known` gives the values of rows by their ids, as they are given out. A row that has an
    id states only what differs from these: what went out and comes in again is unchanged,
    whatever it holds. `write` takes an id (empty for a new row) and the texts that the row
    states, and says what became of it; what is wrong with a cell it raises as
    ValidationError.

    :returns: `outcomes`, how many rows ended how, and `faults`, sentences that name the cell
    :raises ValidationError: the file as a whole cannot be read
    """
    try:
        with book.opened(path) as opened:
            lines = [one for one in book.lines(opened, part) if not one.is_blank]
    except FileRefusedError as error:
        raise tk.ValidationError({"file": [wording.refused(name, error)]}) from error
    faults: list[Fault] = []
    outcomes: Counter[str] = Counter()
    given = known([one.texts[ID] for one in lines if one.texts.get(ID)])
    try:
        for line in lines:
            faults.extend(line.faults)
            try:
                outcomes[_taken(line, part, given, write)] += 1
            except tk.ValidationError as error:
                faults.extend(_told(line, part, error.error_dict))
        if not faults:
            model.Session.commit()
    finally:
        model.Session.rollback()
    told = [wording.line(one) for one in faults]
    return {"outcomes": {} if faults else dict(outcomes), "faults": told}


def _taken(line: Line, part: Part, given: Known, write: Write) -> str:
    number = line.texts.get(ID, "")
    if not number:
        return write("", line.texts)
    if number not in given:
        raise tk.ValidationError({ID: [tk._("There is no such row: leave this cell empty.")]})
    stated = changed(line.texts, part, given[number])
    return write(number, stated) if stated else "unchanged"


def changed(texts: Mapping[str, str], part: Part, values: Mapping[str, Any]) -> dict[str, str]:
    """List the texts of a row that differ from what was given out of its values."""
    return {
        column.name: texts[column.name]
        for column in part.columns
        if column.name in texts and texts[column.name] != cell.tidy(cell.stated(values, column))
    }


def _told(line: Line, part: Part, errors: Mapping[str, list[str]]) -> Iterator[Fault]:
    labels = {column.name: column.label_zh for column in part.columns}
    for field, sentences in errors.items():
        spot = line.spots.get(field) or Spot(sheet=line.sheet, row=line.row)
        for sentence in sentences:
            yield Fault(spot=spot, header=labels.get(field, field), sentence=sentence)
