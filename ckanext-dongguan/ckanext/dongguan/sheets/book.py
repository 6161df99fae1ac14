"""Tables of files, read row by row and never trusted, without CKAN."""

from __future__ import annotations

import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import openpyxl

from . import cell as cell_text
from . import flat
from .column import NUMBER, Part
from .fault import Fault, FileRefusedError, Spot

MAX_UNPACKED = 300 * 1024 * 1024
# A sheet of 30 columns packs about tenfold; a bomb packs a thousandfold.
MAX_RATIO = 200
MAX_COLUMNS = 500
HEADER_WITHIN = 20
NAMELESS = "（无列名）"
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
    """Open a workbook, or a CSV or JSON file as one, to read.

    :raises FileRefusedError: it is none of them, has macros, is damaged or too large
    """
    if _is_text(path):
        yield flat.read(path)
        return
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


def _is_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except FileNotFoundError as error:
        raise FileRefusedError("not_found") from error
    except OSError as error:
        raise FileRefusedError("not_readable") from error
    return bool(head) and head[:2] != b"PK" and head != _OLD and path.suffix != ".xlsx"


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


def has(book: Any, part: Part) -> bool:
    """Tell whether a file can hold rows of a further sheet; a CSV file cannot."""
    if isinstance(book, flat.FlatBook):
        return book.sheet(part) is not None
    titles = {one.title for one in book.worksheets}
    # The marked copy of a text file has the sheets that the file had.
    return not titles & flat.TITLES or part.title in titles


def lines(book: Any, part: Part) -> Iterator[Line]:
    """Read the rows of a part's sheet; blank ones too.

    :raises FileRefusedError: the sheet or a column is missing, or a column stands twice
    """
    try:
        sheet, rows, fields = _found(book, part)
        # Columns without a header are told once each, not in every row.
        told: set[int] = set()
        for number, cells in rows:
            line = _line(sheet.title, number, cells, fields)
            lost = () if part.is_loose else _lost(line, cells, fields, told)
            yield replace(line, faults=(*line.faults, *lost)) if lost else line
    except FileRefusedError:
        raise
    except Exception as error:
        raise FileRefusedError("damaged") from error


Rows = Iterator[tuple[int, Any]]
Fields = dict[int, tuple[str, str]]
# A column that people added: it has a header, and no field.
UNKNOWN = ("", "")


def _found(book: Any, part: Part) -> tuple[Any, Rows, Fields]:
    """Find the sheet and its header: by the sheet's name, else by the header alone."""
    refusal: FileRefusedError | None = None
    for sheet in _sheets(book, part):
        # Exporters write a wrong size into the sheet; without it the cells are counted.
        sheet.reset_dimensions()
        try:
            rows = enumerate(sheet.iter_rows(), 1)
            return sheet, *_header(sheet.title, rows, part)
        except FileRefusedError as error:
            refusal = refusal or error
    raise refusal or FileRefusedError("no_sheet", sheet=part.title)


def _sheets(book: Any, part: Part) -> list[Any]:
    if isinstance(book, flat.FlatBook):
        return [sheet] if (sheet := book.sheet(part)) else []
    wanted = {part.title} if part.field else {part.title, *flat.TITLES}
    return [one for one in book.worksheets if not part.title or one.title.strip() in wanted]


def _header(sheet: str, rows: Rows, part: Part) -> tuple[Rows, Fields]:
    """Find the header; give the rows below it, and which field each column holds."""
    required = {column.name for column in part.columns if column.is_required}
    nearest, above = required, ()
    for number, cells in islice(rows, HEADER_WITHIN):
        if len(cells) > MAX_COLUMNS:
            raise FileRefusedError("wide", sheet=sheet, row=number, limit=MAX_COLUMNS)
        fields = _fields(cells, part, above if part.is_loose else ())
        names = {name for name, _ in fields.values()}
        if fields and required <= names:
            unknown = {p: UNKNOWN for p in range(1, len(cells) + 1) if _value_at(cells, p)}
            rows, fields = _below(sheet, rows, part, fields, cells)
            return rows, fields if part.is_loose else unknown | fields
        nearest, above = min(nearest, required - names, key=len), cells
    labels = [one.label_zh for one in part.columns if one.name in nearest]
    raise FileRefusedError("missing_columns", sheet=sheet, columns="、".join(labels))


def _below(
    sheet: str, rows: Rows, part: Part, fields: Fields, cells: Any
) -> tuple[Rows, Fields]:
    """Take the second row of a header in where it names further columns."""
    following = next(rows, None) if part.is_loose else None
    if following is not None:
        both = _fields(following[1], part, cells)
        if len(both) > len(fields):
            fields = both
        else:
            rows = chain((following,), rows)
    _refuse_repeated(sheet, fields)
    return rows, fields


def _fields(cells: Any, part: Part, above: Any) -> Fields:
    """Name the field of each column; a cell without words takes those above it."""
    found: Fields = {}
    for position in range(1, max(len(cells), len(above)) + 1):
        for row in (cells, above):
            text = _value_at(row, position)
            if column := part.column(text) if text else None:
                found[position] = (column.name, column.label_zh)
                break
    return found


def _value_at(cells: Any, position: int) -> str:
    return (
        str(getattr(cells[position - 1], "value", None) or "") if position <= len(cells) else ""
    )


def _refuse_repeated(sheet: str, fields: Fields) -> None:
    labels = [label for _, label in fields.values()]
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        raise FileRefusedError("twice", sheet=sheet, columns="、".join(twice))


def _line(sheet: str, number: int, cells: Any, fields: Fields) -> Line:
    texts: dict[str, str] = {}
    spots, faults = {}, []
    for position, (name, label) in fields.items():
        if not name:
            continue
        spot = Spot(sheet=sheet, row=number, column=position)
        cell = cells[position - 1] if position <= len(cells) else None
        spots[name] = spot
        texts[name], key = cell_text.read(cell)
        if name == NUMBER:
            texts[name] = unicodedata.normalize("NFKC", texts[name])
        if key:
            faults.append(Fault(spot=spot, header=label, key=key, value=texts[name][:40]))
    return Line(sheet=sheet, row=number, texts=texts, spots=spots, faults=tuple(faults))


def _lost(line: Line, cells: Any, fields: Fields, told: set[int]) -> tuple[Fault, ...]:
    """Tell what stands below no header, as merged header cells leave it."""
    lost = [
        position
        for position in range(1, len(cells) + 1)
        if position not in fields and position not in told and _value_at(cells, position)
    ]
    told.update(lost)
    spots = [Spot(sheet=line.sheet, row=line.row, column=position) for position in lost]
    return tuple(Fault(spot=spot, header=NAMELESS, key="no_header") for spot in spots)
