"""Excel files, read row by row and never trusted, without CKAN."""

from __future__ import annotations

import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from .column import Part
from .fault import Fault, FileRefusedError, Spot

MAX_UNPACKED = 300 * 1024 * 1024
# A sheet of 30 columns packs about tenfold; a bomb packs a thousandfold.
MAX_RATIO = 200
MAX_COLUMNS = 500
HEADER_WITHIN = 10
_OLD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row below the header: the texts by field, where each stands, and bad cells."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    spots: Mapping[str, Spot]
    faults: tuple[Fault, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in the row."""
        return not any(self.texts.values()) and not self.faults


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a workbook to read.

    :raises FileRefusedError: it is no workbook, has macros, is damaged or too large
    """
    _check(path)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations, which are not read here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True)
    except Exception as error:
        # openpyxl answers damage with whatever its XML reader stumbled over.
        raise FileRefusedError("damaged") from error
    try:
        yield book
    finally:
        book.close()


def _check(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(4)
    if head == _OLD:
        raise FileRefusedError("old_excel")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FileRefusedError("not_excel" if head[:2] != b"PK" else "damaged") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise FileRefusedError("not_excel")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefusedError("macros")
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > MAX_RATIO * max(path.stat().st_size, 1)
    if unpacked > MAX_UNPACKED or is_bomb:
        raise FileRefusedError("too_large", limit=MAX_UNPACKED // 1024 // 1024)


def lines(book: Any, part: Part) -> Iterator[Line]:
    """Read the rows of a part's sheet; blank ones too.

    :raises FileRefusedError: the sheet or a column is missing, or a column stands twice
    """
    sheet = _sheet(book, part)
    # Exporters write a wrong size into the sheet; without it the cells are counted.
    sheet.reset_dimensions()
    try:
        rows = enumerate(sheet.iter_rows(), 1)
        fields = _header(sheet.title, rows, part)
        for number, cells in rows:
            yield _line(sheet.title, number, cells, fields)
    except FileRefusedError:
        raise
    except Exception as error:
        raise FileRefusedError("damaged") from error


def _sheet(book: Any, part: Part) -> Any:
    for sheet in book.worksheets:
        if sheet.title.strip() == part.title:
            return sheet
    raise FileRefusedError("no_sheet", sheet=part.title)


Fields = dict[int, tuple[str, str]]


def _header(sheet: str, rows: Iterator[tuple[int, Any]], part: Part) -> Fields:
    """Find the header and say which field, under which label, each column holds."""
    required = {column.name for column in part.columns if column.is_required}
    nearest = required
    for number, cells in islice(rows, HEADER_WITHIN):
        if len(cells) > MAX_COLUMNS:
            raise FileRefusedError("wide", sheet=sheet, row=number, limit=MAX_COLUMNS)
        fields = _fields(cells, part)
        names = [name for name, _ in fields.values()]
        if fields and required <= set(names):
            _refuse_repeated(sheet, fields)
            return fields
        nearest = min(nearest, required - set(names), key=len)
    labels = [one.label_zh for one in part.columns if one.name in nearest]
    raise FileRefusedError("missing_columns", sheet=sheet, columns="、".join(labels))


def _fields(cells: Any, part: Part) -> Fields:
    found = ((i, part.column(str(cell.value or ""))) for i, cell in enumerate(cells, 1))
    return {i: (column.name, column.label_zh) for i, column in found if column}


def _refuse_repeated(sheet: str, fields: Fields) -> None:
    labels = [label for _, label in fields.values()]
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        raise FileRefusedError("twice", sheet=sheet, columns="、".join(twice))


def _line(sheet: str, number: int, cells: Any, fields: Fields) -> Line:
    texts: dict[str, str] = {}
    spots, faults = {}, []
    for position, (name, label) in fields.items():
        spot = Spot(sheet=sheet, row=number, column=position)
        cell = cells[position - 1] if position <= len(cells) else None
        spots[name] = spot
        texts[name], key = _text(cell)
        if key:
            faults.append(Fault(spot=spot, header=label, key=key, value=texts[name][:40]))
    return Line(sheet=sheet, row=number, texts=texts, spots=spots, faults=tuple(faults))


def _text(cell: Any) -> tuple[str, str]:
    """Read a cell as text; the second is the key of what is wrong with it, or empty."""
    value = getattr(cell, "value", None)
    if value is None:
        return "", ""
    kind = cell.data_type
    if kind in ("f", "e"):
        return str(value), "formula" if kind == "f" else "error_value"
    if isinstance(value, bool):
        return "是" if value else "否", ""
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if midnight else value.isoformat(" "), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(value)).strip(), ""
