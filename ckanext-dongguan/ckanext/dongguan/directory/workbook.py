"""Rows of text from an Excel file, without CKAN."""

from __future__ import annotations

import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from .place import Fault, FileFaultError, Place

# Unpacked; a catalogue of 20,000 rows takes about 40 MB.
MAX_BYTES = 300 * 1024 * 1024
MAX_COLUMNS = 500
# Title rows may stand above the header.
HEADER_WITHIN = 10

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row below the header: text by column name, and where each column stands."""

    place: Place
    cells: Mapping[str, str]
    positions: Mapping[str, int]

    def place_of(self, column: str) -> Place:
        """Name the cell of a column in this row."""
        return Place(sheet=self.place.sheet, row=self.place.row, column=self.positions[column])

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in the row."""
        return not any(self.cells.values())


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Read the rows of the first sheet whose header has the columns; blank ones too.

    :raises FileFaultError: the file cannot be read, or no sheet has the columns
    """
    try:
        _check(path)
    except OSError as error:
        raise FileFaultError(Fault.NOT_READABLE, path.name) from error
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations, which are not read here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            yield from _rows(book, columns)
    except FileFaultError:
        raise
    except Exception as error:
        # openpyxl answers damage with whatever its XML reader stumbled over.
        raise FileFaultError(Fault.DAMAGED, type(error).__name__) from error


def _check(path: Path) -> None:
    if not path.is_file():
        raise FileFaultError(Fault.NOT_FOUND, path.name)
    with path.open("rb") as file:
        head = file.read(4)
    if head == _OLD_EXCEL:
        raise FileFaultError(Fault.OLD_EXCEL)
    if head[:2] != b"PK":
        raise FileFaultError(Fault.NOT_EXCEL)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FileFaultError(Fault.DAMAGED, "zip") from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise FileFaultError(Fault.NOT_EXCEL)
    if sum(part.file_size for part in parts) > MAX_BYTES:
        raise FileFaultError(Fault.TOO_LARGE)


def _rows(book: Any, columns: tuple[str, ...]) -> Iterator[Row]:
    nearest: list[str] = list(columns)
    for sheet in book.worksheets:
        # Exporters write a wrong size into the sheet; without it the cells are counted.
        sheet.reset_dimensions()
        lines = enumerate(sheet.iter_rows(values_only=True), 1)
        for _number, values in islice(lines, HEADER_WITHIN):
            header = [_text(value) for value in values[:MAX_COLUMNS]]
            missing = [column for column in columns if column not in header]
            if not missing:
                positions = {name: header.index(name) + 1 for name in header if name}
                yield from (_row(sheet.title, n, v, positions) for n, v in lines)
                return
            nearest = min(nearest, missing, key=len)
    raise FileFaultError(Fault.MISSING_COLUMNS, "、".join(nearest))


def _row(sheet: str, number: int, values: tuple[Any, ...], positions: dict[str, int]) -> Row:
    cells = {
        name: _text(values[position - 1]) if position <= len(values) else ""
        for name, position in positions.items()
    }
    return Row(place=Place(sheet=sheet, row=number), cells=cells, positions=positions)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(value)).strip()
