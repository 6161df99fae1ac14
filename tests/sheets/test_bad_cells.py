"""What people's Excel does to cells: told by `Sheet!Cell` with cause and remedy, or read."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import openpyxl
import pytest

from .test_import import count, take, titled

Make = Callable[..., Any]


def cell(path: Path, header: str, row: int) -> str:
    """Name the cell below a header of the main sheet, as people name it."""
    sheet = openpyxl.load_workbook(path)["目录"]
    (letter,) = [
        one.column_letter for one in sheet[1] if str(one.value).removesuffix(" *") == header
    ]
    return f"目录!{letter}{row}"


def merged(path: Path, header: str, into: str) -> str:
    """Merge a header with the one beside it, as a hand that slipped does; give its cells."""
    book = openpyxl.load_workbook(path)
    sheet = book["目录"]
    headers = [str(one.value).removesuffix(" *") for one in sheet[1]]
    first, last = sorted((headers.index(header) + 1, headers.index(into) + 1))
    sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=last)
    book.save(path)
    return sheet.cell(1, last).coordinate


def told(path: Path) -> list[str]:
    """Hand a file in that is refused; give each fault as the account writes it."""
    before = count()
    result = take(path)
    assert not result["is_written"]
    assert count() == before
    return [f"{one['place']}：{one['header']}：{one['sentence']}" for one in result["faults"]]


pytestmark = pytest.mark.usefixtures("chinese")


def test_merged_header_cells_of_a_needed_column_are_refused(workbook: Make, row: Make) -> None:
    path = workbook([row(1)])
    merged(path, "名称", "序号")
    before = count()

    with pytest.raises(tk.ValidationError) as refusal:
        take(path)

    assert "“目录”" in str(refusal.value.error_dict["file"])
    assert "名称" in str(refusal.value.error_dict["file"])
    assert "合并" in str(refusal.value.error_dict["file"])
    assert count() == before


def test_merged_header_cells_lose_no_column_in_silence(workbook: Make, row: Make) -> None:
    path = workbook([row(1), row(2)])
    place = merged(path, "摘要", "名称").removesuffix("1")

    (sentence,) = told(path)

    assert sentence == (
        f"目录!{place}2：（无列名）：该列没有列名：请拆分合并的表头单元格并按模板补上列名，"
        "不需要时清空该列。"
    )


def test_a_first_column_without_a_header_is_not_lost_either(workbook: Make, row: Make) -> None:
    path = workbook([row(1)])
    book = openpyxl.load_workbook(path)
    book["目录"]["A1"].value = None
    book.save(path)

    (sentence,) = told(path)

    assert sentence.startswith("目录!A2：（无列名）：该列没有列名")


@pytest.mark.parametrize("value", [45000, 45000.5, "45000"])
def test_a_date_that_excel_left_as_a_number_is_not_taken_and_its_day_is_named(
    workbook: Make, row: Make, value: object
) -> None:
    path = workbook([row(1, 数据更新日期=value)])

    (sentence,) = told(path)

    assert sentence == (
        f"{cell(path, '数据更新日期', 2)}：数据更新日期：“数据更新日期”："
        f"“{value}”是 Excel 的日期序号：请写成 2023-03-15。"
    )


def test_full_width_digits_are_digits(workbook: Make, row: Make) -> None:
    first = row("１", 数据更新日期="２０２６－０１－３１", 主题="０４")
    items = [{"序号": 1, "名称": "站名", "数据类型": "字符型", "数据长度": "２０"}]

    result = take(workbook([first], items))

    shown = titled(first["名称"])
    assert result["outcomes"] == {"created": 1}
    assert (shown["data_updated_on"], shown["theme"]) == ("2026-01-31", "04")
    assert [one["length"] for one in shown["items"]] == ["20"]


@pytest.mark.parametrize(
    "digits", ["１１４４１９００００７３３０００６Ｘ", "２０２６－１３－０１"]
)
def test_full_width_digits_that_mean_nothing_are_told(
    workbook: Make, row: Make, digits: str
) -> None:
    path = workbook([row(1, 数据更新日期=digits)])

    (sentence,) = told(path)

    assert sentence.startswith(f"{cell(path, '数据更新日期', 2)}：数据更新日期：")
    assert digits in sentence


def rewritten(path: Path, mark: str, text: str) -> Path:
    """Put a text into the file that no Excel would take: it cuts at 32,767 characters."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(mark.encode(), text.encode()))
    return path


def test_a_name_of_65536_characters_is_told_by_its_cell(workbook: Make, row: Make) -> None:
    path = rewritten(workbook([row(1, 名称="MARKED"), row(2)]), "MARKED", "长" * 65_536)

    (sentence,) = told(path)

    assert sentence == (
        f"{cell(path, '名称', 2)}：名称：“名称”有 65536 个字符，过长：请缩短到 300 个以内。"
    )


def test_what_was_good_in_a_refused_file_is_counted_as_held_back(
    workbook: Make, row: Make
) -> None:
    result = take(workbook([row(1)], [{"序号": 9, "名称": "站名"}]))

    assert result["outcomes"] == {"held": 1}


def test_a_code_that_stands_in_two_rows_is_told_at_the_code(workbook: Make, row: Make) -> None:
    path = workbook([row(n, 信息资源代码="307019/999001") for n in (1, 2)])

    (line,) = told(path)

    assert line.startswith(cell(path, "信息资源代码", 3))
