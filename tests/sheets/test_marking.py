"""The marked copy of a text file: a workbook with each fault in its cell, to be corrected."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from .conftest import shown_by_title

HEADERS = ["序号", "名称", "提供单位", "主题", "数据更新日期", "摘要"]


def marked(app: Any, clerk: dict[str, Any], name: str, content: str | bytes) -> Any:
    """Hand a file in and ask for its marked copy; give the answer."""
    written = content if isinstance(content, bytes) else content.encode()
    return app.post(
        "/sheets",
        data={
            "type": "dataset",
            "wish": "marked",
            "file": (BytesIO(written), name),
        },
        headers={"Authorization": clerk["token"]},
        content_type="multipart/form-data",
    )


@pytest.fixture
def table(department: dict[str, Any], new_name: Callable[[str], str]) -> list[list[str]]:
    """Give a good record, and one with two faults."""
    owner = department["title"]
    return [
        ["1", new_name("东莞市公交站点"), owner, "道路交通", "2026-01-31", "=1+1"],
        ["2", new_name("东莞市公交线路"), owner, "没有的主题", "去年", "全市线路"],
    ]


def as_csv(table: list[list[str]]) -> str:
    return "\r\n".join(",".join(line) for line in (HEADERS, *table))


def as_json(table: list[list[str]]) -> str:
    return json.dumps([dict(zip(HEADERS, line, strict=True)) for line in table])


@pytest.mark.parametrize(("name", "written"), [("目录.csv", as_csv), ("目录.json", as_json)])
def test_a_text_file_comes_back_as_a_workbook_with_its_faults_in_their_cells(
    app: Any, clerk: dict[str, Any], table: list[list[str]], name: str, written: Any
) -> None:
    answer = marked(app, clerk, name, written(table))

    sheet = name.rpartition(".")[2].upper()
    copy = openpyxl.load_workbook(BytesIO(answer.data))[sheet]
    assert "%E7%9B%AE%E5%BD%95_%E6%A0%87%E6%B3%A8.xlsx" in answer.headers["Content-Disposition"]
    assert [[str(one.value) for one in line] for line in copy.iter_rows()] == [HEADERS, *table]
    noted = {one.coordinate: one.comment.text for line in copy for one in line if one.comment}
    assert set(noted) == {"D3", "E3"}
    assert "没有的主题" in noted["D3"]
    assert "去年" in noted["E3"]
    # What stands in a text file is text, and never becomes a formula.
    assert copy["F2"].data_type == "s"
    assert all(copy[place].fill.fgColor.rgb.endswith("FEF3F2") for place in noted)


def test_an_empty_cell_of_a_text_file_stays_empty_in_the_marked_copy(
    app: Any, clerk: dict[str, Any], department: dict[str, Any]
) -> None:
    record = {"名称": None, "提供单位": department["title"], "主题": "道路交通"}

    answer = marked(app, clerk, "目录.json", json.dumps([record]))

    copy = openpyxl.load_workbook(BytesIO(answer.data))["JSON"]
    (noted,) = [one for line in copy for one in line if one.comment]
    assert copy.cell(1, noted.column).value == "名称"
    assert noted.value is None


ITEMS = [{"名称": "站名", "数据类型": "字符型"}, {"名称": "经度", "数据类型": "没有的类型"}]


def corrected(copy: openpyxl.Workbook, values: dict[str, str]) -> bytes:
    """Type into each marked cell what its column takes; give the file."""
    for sheet in copy.worksheets:
        for cell in (one for line in sheet for one in line if one.comment):
            cell.value = values[str(sheet.cell(1, cell.column).value)]
    file = BytesIO()
    copy.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("name", "written"), [("目录.csv", as_csv), ("目录.json", as_json)])
def test_a_corrected_copy_of_a_text_file_is_taken_in(
    app: Any, clerk: dict[str, Any], table: list[list[str]], name: str, written: Any
) -> None:
    copy = openpyxl.load_workbook(BytesIO(marked(app, clerk, name, written(table)).data))
    values = {"主题": "道路交通", "数据更新日期": "2026-01-31"}

    answer = marked(app, clerk, "目录_标注.xlsx", corrected(copy, values))

    assert "新增 2 条" in answer.text
    shown = shown_by_title(table[0][1])
    assert shown["notes"] == "=1+1"


def test_faults_of_rows_inside_json_are_marked_and_the_copy_is_taken_in(
    app: Any, clerk: dict[str, Any], table: list[list[str]]
) -> None:
    record = {**dict(zip(HEADERS, table[0], strict=True)), "信息项": ITEMS}
    copy = openpyxl.load_workbook(
        BytesIO(marked(app, clerk, "目录.json", json.dumps([record])).data)
    )
    noted = {one.coordinate for line in copy["信息项"] for one in line if one.comment}

    answer = marked(app, clerk, "目录_标注.xlsx", corrected(copy, {"数据类型": "数值型"}))

    assert noted == {"C3"}
    assert "新增 1 条" in answer.text
    assert [one["name"] for one in shown_by_title(table[0][1])["items"]] == ["站名", "经度"]
