"""Catalogues of a few rows, and the world in which a whole file is loaded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROW = {
    "数据目录名称": "公交站点信息",
    "来源部门": "市交通运输局",
    "简介": "站点名称和位置",
    "标签": "公交,站点、线路,气温(℃)",
    "开放状态": "无条件开放",
    "所属主题": "道路交通",
    "所属行业": "",
    "更新频率": "每月",
    "最后更新": "2018-02-07 00:02:16",
    "发布时间": "2018-02-01 00:03:44",
    "下载次数": 3,
}
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
