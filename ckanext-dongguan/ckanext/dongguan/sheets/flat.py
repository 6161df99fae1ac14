"""CSV and JSON files as workbooks of plain text, without CKAN.

A CSV file is the main sheet alone. A JSON file is a list of objects, by the names of
columns or fields, or of lists whose first is the header; it may lie in an object
(`data`, `records`, `result` …). Rows of further sheets are lists inside their object.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from ckanext.dongguan.text import encoding, formula

from .column import NUMBER_COLUMN, Part
from .fault import FileRefusedError

MOST_BYTES = 300 * 1024 * 1024
# How the main table of a text file is called, and the sheet of its marked copy.
CSV, JSON = "CSV", "JSON"
TITLES = frozenset({CSV, JSON})
NUMBER = NUMBER_COLUMN.label_zh


@dataclass(frozen=True, slots=True)
class Text:
    """A cell of a text file."""

    value: Any
    data_type: str = "s"


@dataclass(frozen=True)
class FlatSheet:
    """Rows of texts under a header, as a sheet of a workbook gives them."""

    title: str
    table: Sequence[Sequence[Any]]

    def reset_dimensions(self) -> None:
        """Do nothing: a text file states no size."""

    def iter_rows(self) -> Iterator[list[Text]]:
        """Give the rows as cells."""
        for row in self.table:
            yield [Text(value) for value in row]


@dataclass(frozen=True)
class FlatBook:
    """A text file: its main table, and the objects it came from if it is JSON."""

    title: str
    table: Sequence[Sequence[Any]]
    objects: Sequence[Mapping[str, Any]] = ()

    @property
    def worksheets(self) -> list[FlatSheet]:
        """List the main table alone."""
        return [FlatSheet(self.title, self.table)]

    def close(self) -> None:
        """Do nothing: the file has been read."""

    def sheet(self, part: Part) -> FlatSheet | None:
        """Give the rows of a part, None where the file cannot hold any."""
        if not part.field:
            return self.worksheets[0]
        names = (part.field, part.title)
        nested = [
            (n, o[key]) for n, o in enumerate(self.objects, 1) for key in names if key in o
        ]
        if not nested:
            return None
        rows = [{NUMBER: n, **row} for n, inner in nested for row in inner or ()]
        # Records that have no rows say so with an empty table.
        return FlatSheet(part.title, _table(rows) or [[one.label_zh for one in part.columns]])


def read(path: Path) -> FlatBook:
    """Read a text file.

    :raises FileRefusedError: it is no text, no table, or too large
    """
    if path.stat().st_size > MOST_BYTES:
        raise FileRefusedError("too_large", limit=MOST_BYTES // 1024 // 1024)
    try:
        text = encoding.decode(path.read_bytes())
    except ValueError as error:
        raise FileRefusedError("no_table") from error
    return _json(text) if text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{") else _csv(text)


def _csv(text: str) -> FlatBook:
    head = "".join(islice(StringIO(text), 5))
    delimiter = max(",\t;|", key=head.count)
    if "\0" in text or not head.strip() or not head.count(delimiter):
        raise FileRefusedError("no_table")
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise FileRefusedError("no_table") from error
    return FlatBook(CSV, [[formula.bare(cell) for cell in row] for row in rows])


def _json(text: str) -> FlatBook:
    try:
        rows = _rows(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise FileRefusedError("no_json") from error
    if rows and all(isinstance(row, list) for row in rows):
        return FlatBook(JSON, rows)
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise FileRefusedError("no_json")
    numbered = [{NUMBER: n, **row} for n, row in enumerate(rows, 1)]
    return FlatBook(JSON, _table(numbered), numbered)


def _rows(found: Any) -> list[Any]:
    """Find the list of records, however many objects it lies in."""
    while isinstance(found, dict):
        lists = [v for v in found.values() if isinstance(v, list) and v]
        inner = [v for v in found.values() if isinstance(v, dict)]
        found = max(lists, key=len) if lists else inner[0] if inner else None
    return found if isinstance(found, list) else []


def _table(objects: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    if not objects:
        return []
    names = list(dict.fromkeys(name for one in objects for name in one))
    return [names, *([_scalar(one.get(name)) for name in names] for one in objects)]


def _scalar(value: Any) -> Any:
    if isinstance(value, list):
        inner = [one.get("name", "") if isinstance(one, dict) else one for one in value]
        return "、".join(str(one) for one in inner)
    return "" if isinstance(value, dict) else value
