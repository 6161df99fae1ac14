"""Datasets go out as workbook, CSV or JSON, and come in again without a change."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ckan.tests import helpers

from ckanext.dongguan.sheets import flat
from ckanext.dongguan.sheets.fault import FileRefusedError
from ckanext.dongguan.sheets.form import FORMS

ZEROS = "00712345678"
ODD = [
    "=1+1",
    "第一行\r\n第二行 _x000D_",
    "第一行\n第二行，“引号”, 逗号",
    "'=不是公式",
    ZEROS,
    "+86 769",
]
Record = dict[str, Any]


@pytest.fixture
def kept(dataset: Callable[..., Record], new_name: Callable[[str], str]) -> list[Record]:
    """Give datasets of one department with texts that files tend to spoil."""
    items = [{"name": "站名", "type": "C", "length": "20"}, {"name": "=经度"}]
    return [
        dataset(
            notes=text, items=items[: n % 3], title=new_name("往返"), tag_string="公交,站点"
        )
        for n, text in enumerate(ODD)
    ]


def exported(app: Any, clerk: Record, form: str) -> bytes:
    answer = app.get(
        f"/sheets/export/dataset.{form}", headers={"Authorization": clerk["token"]}
    )
    return bytes(answer.data)


def take(path: Path, clerk: Record) -> Record:
    context = {"user": clerk["name"], "ignore_auth": False}
    return dict(helpers.call_action("dongguan_sheet_import", context, path=str(path)))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_given_out_and_taken_in_again_changes_nothing(
    app: Any, clerk: Record, kept: list[Record], tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"导出.{form}"
    path.write_bytes(exported(app, clerk, form))

    result = take(path, clerk)

    assert (result["faults"], result["outcomes"]) == ([], {"unchanged": len(kept)})


def changed_workbook(content: bytes, old: str, new: str) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    for cell in (one for line in book["目录"] for one in line if one.value == old):
        cell.value = new
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def changed_text(content: bytes, old: str, new: str) -> bytes:
    return content.replace(old.encode(), new.encode())


@pytest.mark.parametrize("form", FORMS)
def test_a_corrected_cell_changes_its_field_and_nothing_else(
    app: Any, clerk: Record, kept: list[Record], tmp_path: Path, form: str
) -> None:
    change = changed_workbook if form == "xlsx" else changed_text
    path = tmp_path / f"改动.{form}"
    path.write_bytes(change(exported(app, clerk, form), ZEROS, "00812345678"))
    before = helpers.call_action(
        "package_show", {"use_cache": False}, id=kept[ODD.index(ZEROS)]["id"]
    )

    result = take(path, clerk)

    after = helpers.call_action(
        "package_show", {"use_cache": False}, id=kept[ODD.index(ZEROS)]["id"]
    )
    assert result["outcomes"] == {"unchanged": len(kept) - 1, "updated": 1}
    differing = {name for name in after if after[name] != before.get(name)}
    assert differing == {"notes", "metadata_modified"}
    assert after["notes"] == "00812345678"


def test_a_csv_file_is_read_by_excel_and_runs_nothing(
    app: Any, clerk: Record, kept: list[Record]
) -> None:
    content = exported(app, clerk, "csv")

    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))

    assert content.startswith(b"\xef\xbb\xbf")
    assert len(rows) == len(kept) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_json_file_holds_the_items_of_each_dataset(
    app: Any, clerk: Record, kept: list[Record]
) -> None:
    found = json.loads(exported(app, clerk, "json"))

    items = {one["系统编号"]: [row["名称"] for row in one["信息项"]] for one in found}
    assert items[kept[2]["id"]] == ["站名", "=经度"]
    assert items[kept[0]["id"]] == []


def test_a_form_that_is_none_is_not_found(app: Any, clerk: Record) -> None:
    app.get("/sheets/export/dataset.doc", headers={"Authorization": clerk["token"]}, status=404)


@pytest.mark.parametrize("form", FORMS)
def test_records_without_any_items_come_in_unchanged(
    app: Any, clerk: Record, dataset: Callable[..., Record], tmp_path: Path, form: str
) -> None:
    dataset(items=[])
    path = tmp_path / f"导出.{form}"
    path.write_bytes(exported(app, clerk, form))

    result = take(path, clerk)

    assert (result["faults"], result["outcomes"]) == ([], {"unchanged": 1})


@pytest.mark.parametrize("text", ["一行没有分隔的文字", " \n\n", "名称,主题\n公交\0,交通\n"])
def test_a_text_that_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "表.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FileRefusedError) as refused:
        flat.read(path)

    assert refused.value.key == "no_table"
