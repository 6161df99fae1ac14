"""A copy of a file with its faults marked in their cells, without CKAN."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

# A person cannot work through more, and the copy is held in memory.
MOST = 5_000
_BAD = PatternFill("solid", fgColor="FEF3F2")


def mark(path: Path, said: Iterable[tuple[str, int, int, str]], file: BinaryIO) -> None:
    """Write the workbook at `path` with each fault (sheet, row, column, text) as a comment."""
    told: defaultdict[tuple[str, int, int], list[str]] = defaultdict(list)
    for sheet, row, column, text in said:
        told[sheet, row, max(column, 1)].append(text)
    book = openpyxl.load_workbook(path)
    for (sheet, row, column), texts in list(told.items())[:MOST]:
        cell = book[sheet].cell(row, column)
        cell.fill = _BAD
        cell.comment = Comment("\n".join(texts), "门户", width=320, height=120)
    book.save(file)
