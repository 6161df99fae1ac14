"""A workbook is taken in whole, or not at all and every fault is told by its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import openpyxl
import pytest
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.sheets import blank, giving
from ckanext.dongguan.sheets.column import Template

Make = Callable[..., Any]


def take(path: Path, **wanted: Any) -> dict[str, Any]:
    return dict(helpers.call_action("dongguan_sheet_import", path=str(path), **wanted))


def count() -> int:
    return int(model.Session.query(model.Package).count())


def titled(title: str) -> dict[str, Any]:
    package = model.Session.query(model.Package).filter_by(title=title).one()
    shown = helpers.call_action("package_show", {"use_cache": False}, id=package.id)
    return dict(shown)


def test_rows_become_datasets_with_their_items(workbook: Make, row: Make) -> None:
    first, second = row(1), row(2)
    items = [
        {"序号": 2, "名称": "站名", "数据类型": "字符型", "数据长度": 20},
        {"序号": 1, "名称": "线路"},
        {"序号": 2, "名称": "经度"},
    ]

    result = take(workbook([first, {}, second], items))

    assert result["outcomes"] == {"created": 2}
    shown = titled(second["名称"])
    assert [item["name"] for item in shown["items"]] == ["站名", "经度"]
    assert shown["items"][0]["type"] == "C"
    assert (shown["theme"], shown["town"]) == ("04", ["441900003", "441900004"])
    assert {tag["name"] for tag in shown["tags"]} == {"公交", "站点"}
    assert len(titled(first["名称"])["items"]) == 1


def test_the_same_file_again_changes_nothing(workbook: Make, row: Make) -> None:
    path = workbook([row(1), row(2)])
    take(path)
    before = count()

    again = take(path)

    assert again["outcomes"] == {"unchanged": 2}
    assert count() == before


def test_five_planted_faults_are_told_by_their_cells_and_nothing_is_written(
    workbook: Make, row: Make
) -> None:
    rows = [row(n) for n in range(1, 201)]
    rows[2]["主题"] = "没有的主题"
    rows[50]["名称"] = None
    rows[120]["数据更新日期"] = "去年"
    rows[199]["摘要"] = "=1+1"
    before = count()

    result = take(workbook(rows, [{"序号": 7, "名称": "站名", "数据类型": "没有的类型"}]))

    places = {fault["place"]: fault["header"] for fault in result["faults"]}
    assert set(places.values()) == {"主题", "名称", "数据更新日期", "摘要", "数据类型"}
    assert {place.split("!")[0] for place in places} == {"目录", "信息项"}
    assert {int("".join(filter(str.isdigit, p))) for p in places} == {4, 52, 122, 201, 2}
    assert not result["is_written"]
    assert count() == before

    rows[2]["主题"] = "道路交通"
    rows[50]["名称"] = "补上的名称"
    rows[120]["数据更新日期"] = "2026-01-31"
    rows[199]["摘要"] = "无"
    fixed = workbook(rows, [{"序号": 7, "名称": "站名", "数据类型": "字符型"}])
    assert take(fixed)["outcomes"] == {"created": 200}
    assert take(fixed)["outcomes"] == {"unchanged": 200}


def test_what_is_given_out_and_taken_in_again_changes_nothing(
    workbook: Make, row: Make, template: Template, tmp_path: Path, department: dict[str, Any]
) -> None:
    rows = [row(1, 关键字="教育、科技,住房（公租房）"), row(2)]
    take(workbook(rows, [{"序号": 1, "名称": "站名"}]))
    first = titled(rows[0]["名称"])
    helpers.call_action("package_patch", id=first["id"], notes="=不是公式")
    user = helpers.call_action("get_site_user", {"ignore_auth": True})
    context = {"user": user["name"], "ignore_auth": True}
    path = tmp_path / "导出.xlsx"

    with path.open("wb") as file:
        query = {"fq": f"owner_org:{department['id']}"}
        given = blank.write(file, template, giving.found(context, query), date(2026, 11, 25))

    assert given == 2
    assert take(path)["outcomes"] == {"unchanged": 2}


def test_a_row_that_was_given_out_updates_its_dataset(
    workbook: Make, row: Make, dataset: Make
) -> None:
    made = dataset(notes="旧摘要", resources=[{"name": "站点", "url": "http://x.invalid/b"}])

    result = take(workbook([{**row(1), "摘要": "新摘要", "系统编号": made["id"]}]))

    assert result["outcomes"] == {"updated": 1}
    shown = helpers.call_action("package_show", {"use_cache": False}, id=made["id"])
    assert (shown["notes"], len(shown["resources"])) == ("新摘要", 1)


def test_items_of_no_record_are_told(workbook: Make, row: Make) -> None:
    result = take(workbook([row(1)], [{"序号": 9, "名称": "站名"}]))

    assert [fault["place"] for fault in result["faults"]] == ["信息项!A2"]


def test_a_number_given_twice_is_told(workbook: Make, row: Make) -> None:
    result = take(workbook([row(1), row(1)]))

    assert [fault["place"] for fault in result["faults"]] == ["目录!A3"]


def with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_files_that_cannot_be_read_are_refused_with_cause_and_remedy(
    workbook: Make, row: Make, tmp_path: Path
) -> None:
    good = workbook([row(1)])
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(good.read_bytes()[:3000])
    old = tmp_path / "old.xlsx"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    text = tmp_path / "text.xlsx"
    text.write_text("名称,摘要")
    macros = with_part(workbook([row(1)], name="m.xlsx"), "xl/vbaProject.bin", b"x")
    bomb = with_part(workbook([row(1)], name="b.xlsx"), "xl/media/x", b"\0" * 40_000_000)
    before = count()

    for path, word in (
        (broken, "damaged"), (old, "password"), (text, "no Excel"), (macros, "macros"),
        (bomb, "larger"),
    ):  # fmt: skip
        with pytest.raises(tk.ValidationError) as refusal:
            take(path)
        assert word in str(refusal.value.error_dict["file"])
    assert count() == before


def sheet_with(tmp_path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "目录"
    for line in rows:
        book.active.append(line)
    book.create_sheet("信息项").append(["序号", "名称"])
    path = tmp_path / "own.xlsx"
    book.save(path)
    return path


def test_missing_doubled_and_too_many_columns_are_refused(portal: None, tmp_path: Path) -> None:
    for headers, word in (
        (["名称", "摘要"], "提供单位"),
        (["名称", "名称", "提供单位"], "名称"),
        (["名称", "提供单位", *("x" * 10_000)], "500"),
    ):
        with pytest.raises(tk.ValidationError, match=word):
            take(sheet_with(tmp_path, headers))


def test_a_very_long_cell_is_told_by_its_cell(workbook: Make, row: Make) -> None:
    result = take(workbook([row(1, 名称="长" * 32_000)]))

    (fault,) = result["faults"]
    assert (fault["header"], fault["row"]) == ("名称", 2)


def test_the_marked_copy_names_the_fault_in_its_cell(
    workbook: Make, row: Make, app: Any, clerk: dict[str, Any]
) -> None:
    path = workbook([row(1, 主题="没有的主题")])

    answer = app.post(
        "/sheets",
        data={
            "type": "dataset",
            "wish": "marked",
            "file": (BytesIO(path.read_bytes()), "a.xlsx"),
        },
        headers={"Authorization": clerk["token"]},
        content_type="multipart/form-data",
    )

    sheet = openpyxl.load_workbook(BytesIO(answer.data))["目录"]
    noted = [cell for cell in sheet[2] if cell.comment]
    assert [sheet.cell(1, cell.column).value for cell in noted] == ["主题"]
    assert "没有的主题" in noted[0].comment.text


def test_passers_by_are_sent_away(app: Any) -> None:
    assert app.get("/sheets", status=403)


def test_the_template_offers_the_codes_of_today(
    app: Any, clerk: dict[str, Any], portal: None
) -> None:
    answer = app.get("/sheets/template/dataset", headers={"Authorization": clerk["token"]})

    book = openpyxl.load_workbook(BytesIO(answer.data))
    rules = book["目录"].data_validations.dataValidation
    assert any("代码" in str(rule.formula1) for rule in rules)
    assert "主题" in {cell.value for cell in book["代码"]["1"]}
    (towns,) = [column for column in book["代码"].columns if column[0].value == "镇街（园区）"]
    assert "东莞市" not in {cell.value for cell in towns}
