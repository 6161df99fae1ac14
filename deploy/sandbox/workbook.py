"""Tables as departments draw them in Excel: title, reporting unit, header, units, footnote."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_SAVED_AT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands around the rows of one sheet."""

    title: str
    subtitle: str
    header: list[str]
    units: list[str]
    footnote: str
    stamp: datetime


def xlsx_bytes(sheet: Sheet, rows: Sequence[list[Value]]) -> bytes:
    """Return a workbook; the same rows always give the same bytes."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has one
    page.title = "Sheet1"
    _head(page, sheet)
    for row in rows:
        page.append(row)
    _across(page, page.max_row + 1, sheet.footnote, len(sheet.header))
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue(), sheet.stamp)


def _head(page: Worksheet, sheet: Sheet) -> None:
    width = len(sheet.header)
    _across(page, 1, sheet.title, width)
    page.cell(1, 1).font = Font(size=16, bold=True)
    page.cell(1, 1).alignment = _CENTRE
    _across(page, 2, sheet.subtitle, width)
    page.append(sheet.header)
    if any(sheet.units):
        page.append([f"（{unit}）" if unit else None for unit in sheet.units])
    for place, unit in enumerate(sheet.units, start=1):
        page.cell(3, place).alignment = _CENTRE
        # A column without a unit has its header merged over the unit row.
        if any(sheet.units) and not unit:
            page.merge_cells(start_row=3, end_row=4, start_column=place, end_column=place)


def _across(page: Worksheet, row: int, text: str, width: int) -> None:
    page.cell(row, 1, text)
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _without_clock(content: bytes, stamp: datetime) -> bytes:
    """Replace the times that openpyxl and zip take from the clock."""
    saved = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _SAVED_AT.sub(lambda match: match[1] + saved, data)
            # Made by hand, an entry is dated 1980-01-01; by name, it takes the clock.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return result.getvalue()
