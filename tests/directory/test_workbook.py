"""Files that are no catalogue are told apart, each with its cause."""

from __future__ import annotations

import os
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ckanext.dongguan.directory import workbook as files
from ckanext.dongguan.directory.layouts import Layout
from ckanext.dongguan.directory.place import Fault, FileFaultError, Place

COLUMNS = ("数据目录名称", "来源部门")


def fault_of(path: Path) -> tuple[Fault, str]:
    with pytest.raises(FileFaultError) as raised:
        list(files.read(path, COLUMNS))
    return raised.value.fault, raised.value.detail


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "无.xlsx") == (Fault.NOT_FOUND, "无.xlsx")
    assert fault_of(tmp_path)[0] is Fault.NOT_FOUND


def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx", b"PK")
    inside = tmp_path / "closed" / "b.xlsx"
    inside.parent.mkdir()
    if os.geteuid() == 0:
        pytest.skip("root may read everything; make test runs this as another user")

    file.chmod(0)
    inside.parent.chmod(0)
    faults = [fault_of(file), fault_of(inside)]
    inside.parent.chmod(0o700)

    assert faults == [(Fault.NOT_READABLE, "a.xlsx"), (Fault.NOT_READABLE, "b.xlsx")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Fault.NOT_EXCEL),
        ("名称,部门\n".encode("gb18030"), Fault.NOT_EXCEL),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, Fault.OLD_EXCEL),
        (b"PK\x03\x04 broken", Fault.DAMAGED),
    ],
)
def test_a_file_that_is_no_workbook(tmp_path: Path, content: bytes, expected: Fault) -> None:
    assert fault_of(write(tmp_path / "a.xlsx", content))[0] is expected


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")

    assert fault_of(tmp_path / "a.xlsx")[0] is Fault.NOT_EXCEL


def test_a_workbook_that_breaks_off(workbook: Any, tmp_path: Path) -> None:
    whole = workbook({}).read_bytes()

    assert fault_of(write(tmp_path / "a.xlsx", whole[: len(whole) // 2]))[0] is Fault.DAMAGED


def test_a_workbook_with_a_damaged_sheet(workbook: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(workbook({})) as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for part in old.infolist():
            content = old.read(part)
            is_sheet = part.filename.startswith("xl/worksheets/")
            new.writestr(part.filename, content[:300] if is_sheet else content)

    assert fault_of(tmp_path / "a.xlsx")[0] is Fault.DAMAGED


def test_a_bomb_is_not_unpacked(
    workbook: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1000)

    assert fault_of(workbook({}))[0] is Fault.TOO_LARGE


def test_missing_columns_are_named(workbook: Any) -> None:
    path = workbook({}, header=("来源部门", "简介"))

    assert fault_of(path) == (Fault.MISSING_COLUMNS, "数据目录名称")


def test_an_empty_sheet_misses_them_all(workbook: Any) -> None:
    assert fault_of(workbook(header=())) == (Fault.MISSING_COLUMNS, "数据目录名称、来源部门")


def test_a_header_below_title_rows_is_found_and_cells_are_named(workbook: Any) -> None:
    (row,) = files.read(workbook({}, above=3), COLUMNS)

    assert row.place == Place(sheet="数据目录", row=5)
    assert str(row.place_of("来源部门")) == "数据目录!B5"
    assert row.cells["来源部门"] == "市交通运输局"


def test_every_kind_of_cell_becomes_text(workbook: Any) -> None:
    cells = {
        "数据目录名称": 3.0, "来源部门": " 甲 ", "简介": datetime(2024, 1, 2, 3, 4),
        "标签": date(2024, 1, 2), "开放状态": 1.5, "更新频率": True, "所属行业": None,
    }  # fmt: skip

    (row,) = files.read(workbook(cells), COLUMNS)

    assert {name: row.cells[name] for name in cells} == {
        "数据目录名称": "3", "来源部门": "甲", "简介": "2024-01-02 03:04:00",
        "标签": "2024-01-02 00:00:00", "开放状态": "1.5", "更新频率": "True", "所属行业": "",
    }  # fmt: skip


def test_ten_thousand_columns_are_no_harm(workbook: Any, layout: Layout) -> None:
    header = [*layout.columns, *(f"列{n}" for n in range(10_000))]

    (row,) = files.read(workbook({}, header=header), layout.columns)

    assert len(row.cells) == files.MAX_COLUMNS
