"""A copy of a file with its faults marked in their cells, without CKAN.

A text file has no place for remarks: its copy is a workbook, which is read like the file.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from . import book
from . import cell as cell_text
from .column import Part

# A person cannot work through more, and the copy is held in memory.
MOST = 5_000
_BAD = PatternFill("solid", fgColor="FEF3F2")


def _editable(path: Path, parts: Iterable[Part]) -> Any:
    """Open a workbook, or write the rows of a text file into a new one."""
    if zipfile.is_zipfile(path):
        return openpyxl.load_workbook(path)
    copy = Workbook()
    copy.remove(copy.worksheets[0])
    with book.opened(path) as flat:
        for source in (*flat.worksheets, *filter(None, map(flat.sheet, parts))):
            sheet = copy.create_sheet(source.title)
            for number, row in enumerate(source.iter_rows(), 1):
                _write(sheet, number, [cell_text.read(cell)[0] for cell in row])
    return copy


def _write(sheet: Any, row: int, texts: Iterable[str]) -> None:
    for column, text in enumerate(texts, 1):
        if text:
            cell = sheet.cell(row, column, ILLEGAL_CHARACTERS_RE.sub("", text))
            # A text that begins with = is no formula.
            cell.data_type = "s"


def mark(
    path: Path,
    said: Iterable[tuple[str, int, int, str]],
    file: BinaryIO,
    parts: Iterable[Part] = (),
) -> None:
    """Write the file at `path` as a workbook, each fault as the comment of its cell.

    A fault is sheet, row, column (counted from 1; 0 is the whole row) and text. `parts` are
    the further sheets that a text file may hold.
    """
    told: defaultdict[tuple[str, int, int], list[str]] = defaultdict(list)
    for sheet, row, column, text in said:
        told[sheet, row, max(column, 1)].append(text)
    marked = _editable(path, parts)
    for (sheet, row, column), texts in list(told.items())[:MOST]:
        if sheet not in marked.sheetnames:
            continue
        cell = marked[sheet].cell(row, column)
        cell.fill = _BAD
        cell.comment = Comment("\n".join(texts), "门户", width=320, height=120)
    marked.save(file)
