"""Catalogues of a few rows, and the world in which a whole file is loaded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ..sheets import example

ROW = {**example.ROW, "下载次数": 3}
Workbook = Callable[..., Path]


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    """Write a workbook of rows that differ from ROW in the given cells."""

    def make(
        *rows: dict[str, Any] | None, header: Sequence[str] = tuple(ROW), above: int = 0
    ) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "数据目录"
        for _ in range(above):
            sheet.append(["公共数据目录"])
        sheet.append(list(header))
        for row in rows:
            cells = {} if row is None else {**ROW, **row}
            sheet.append([cells.get(column) for column in header])
        path = tmp_path / "目录.xlsx"
        book.save(path)
        return path

    return make
