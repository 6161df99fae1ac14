"""The plan through API, form and workbook."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories, helpers

FILE = [{"name": "表", "format": "CSV", "url": "https://a.example/x.csv"}]
Call = Callable[..., Any]


def test_an_item_is_planned_changed_and_taken_out(call: Call, fields: dict[str, Any]) -> None:
    made = call("create", **fields)
    changed = call("update", id=made["id"], done_on="2026-02-02", high_value="交通出行")

    assert (made["year"], made["state"]) == (2026, "late")
    assert (changed["state"], changed["days_late"]) == ("done", 2)
    assert changed["high_value"] == "mobility"
    assert changed["title"] == fields["title"]

    call("delete", id=made["id"])

    with pytest.raises(tk.ObjectNotFound):
        call("show", id=made["id"])


def test_an_item_is_done_when_its_dataset_is_opened(
    call: Call, fields: dict[str, Any], dataset: Callable[..., dict[str, Any]]
) -> None:
    waiting = dataset(open_class="", notes="摘要", update_frequency="monthly")
    made = call("create", **fields, dataset=f"https://portal.example/dataset/{waiting['name']}")

    # That a dataset is being prepared is told to nobody else.
    public = helpers.call_action("dongguan_plan_show", {"user": ""}, id=made["id"])
    assert (public["state"], public["dataset"]) == ("late", None)
    assert made["dataset"]["name"] == waiting["name"]

    opened = {"id": waiting["id"], "open_class": "unconditional", "resources": FILE}
    helpers.call_action("package_patch", **opened)
    shown = helpers.call_action("dongguan_plan_show", {"user": ""}, id=made["id"])

    assert shown["state"] == "done"
    assert shown["dataset"]["name"] == waiting["name"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""), ("title", "长" * 201), ("due_on", "soon"), ("due_on", ""),
        ("year", "26"), ("year", "020261234567"), ("year", "2027"),
        ("organization", "nobody"), ("organization", ""),
        ("done_on", "2999-01-01"), ("dataset", "nothing"), ("high_value", "gold"),
        ("is_priority", "perhaps"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused(
    field: str, value: str, call: Call, fields: dict[str, Any]
) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        call("create", **{**fields, field: value})

    assert list(refused.value.error_dict) == ["due_on" if value == "2027" else field]


def test_the_same_item_is_planned_once(call: Call, fields: dict[str, Any]) -> None:
    call("create", **fields)

    with pytest.raises(tk.ValidationError, match="of this name"):
        call("create", **fields)


def test_nobody_else_plans(app: Any, fields: dict[str, Any]) -> None:
    for person in (factories.SysadminWithToken(), factories.UserWithToken()):
        headers = {"Authorization": person["token"]}
        app.post("/plan/new", data=fields, headers=headers, status=403)
        app.post("/api/3/action/dongguan_plan_create", json=fields, headers=headers, status=403)
        app.post("/plan/import", data={}, headers=headers, status=403)
    app.post("/plan/new", data=fields, status=403)


def test_everyone_reads_the_plan(app: Any, call: Call, fields: dict[str, Any]) -> None:
    call("create", **fields, is_priority=True)

    page = app.get("/plan?year=2026&state=late&is_priority=true").body

    assert fields["title"] in page
    assert "年度开放重点" in page
    assert fields["title"] not in app.get("/plan?state=done").body
    app.get("/plan?year=then", status=400)


def test_the_form_saves_and_shows_what_is_wrong(
    app: Any, bureau: dict[str, Any], fields: dict[str, Any]
) -> None:
    headers = {"Authorization": bureau["token"]}

    wrong = app.post("/plan/new", data={**fields, "due_on": ""}, headers=headers)
    app.post("/plan/new", data=fields, headers=headers)

    assert wrong.status_code == 400
    assert "请按 2026-01-31 的写法填写日期" in wrong.body
    assert fields["title"] in wrong.body
    assert fields["title"] in app.get("/plan?year=2026").body


def handed_in(app: Any, book: Any, person: dict[str, Any]) -> Any:
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return app.post(
        "/plan/import",
        data={"file": (file, "plan.xlsx")},
        headers={"Authorization": person["token"]},
        content_type="multipart/form-data",
    )


def places(sheet: Any) -> dict[str, int]:
    return {str(cell.value).strip(" *"): cell.column for cell in sheet[1]}


def row_of(sheet: Any, title: str) -> int:
    column = places(sheet)["计划事项"]
    return next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, column).value == title)


def test_rows_are_added_and_changed_together(
    app: Any, call: Call, bureau: dict[str, Any], fields: dict[str, Any], workbook: Call
) -> None:
    made = call("create", **fields)
    book = workbook()
    sheet = book["计划"]
    column = places(sheet)
    row = row_of(sheet, fields["title"])
    sheet.cell(row, column["说明"]).value = "改动"
    new = sheet.max_row + 1
    sheet.cell(new, column["计划事项"]).value = f"新的{fields['title']}"
    sheet.cell(new, column["责任部门"]).value = fields["organization"]
    # A year whose last day has not come yet, whenever the test runs.
    sheet.cell(new, column["计划开放日期"]).value = "2099-12-31"

    handed_in(app, book, bureau)

    assert call("show", id=made["id"])["note"] == "改动"
    assert f"新的{fields['title']}" in app.get("/plan?year=2099&state=planned").body


def test_one_fault_keeps_the_whole_workbook_out(
    app: Any, call: Call, bureau: dict[str, Any], fields: dict[str, Any], workbook: Call
) -> None:
    made = call("create", **fields)
    book = workbook()
    sheet = book["计划"]
    column = places(sheet)
    row = row_of(sheet, fields["title"])
    sheet.cell(row, column["说明"]).value = "改动"
    sheet.cell(sheet.max_row + 1, column["计划事项"]).value = "没有部门"
    bad = sheet.max_row

    answer = handed_in(app, book, bureau)

    assert answer.status_code == 400
    assert f"计划!D{bad}：责任部门：没有这个部门" in answer.body
    assert f"计划!E{bad}：计划开放日期：请按" in answer.body
    assert call("show", id=made["id"])["note"] == ""


def test_what_is_no_workbook_is_refused(app: Any, bureau: dict[str, Any]) -> None:
    answer = app.post(
        "/plan/import",
        data={"file": (BytesIO(b"PK nothing"), "plan.xlsx")},
        headers={"Authorization": bureau["token"]},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 400
    assert "未写入" in answer.body


def test_the_front_page_tells_how_far_the_year_has_come(
    app: Any, call: Call, fields: dict[str, Any], dataset: Callable[..., dict[str, Any]]
) -> None:
    before = helpers.call_action("dongguan_plan_progress", {"user": ""})
    file = [{"name": "表", "format": "CSV", "url": "https://a.example/y.csv"}]
    planned = {**fields, "year": before["year"], "due_on": f"{before['year']}-12-31"}
    call("create", **planned)
    call("create", **{**planned, "title": "已开放"}, dataset=dataset(resources=file)["name"])

    after = helpers.call_action("dongguan_plan_progress", {"user": ""})
    page = app.get("/").body

    grown = {name: after[name] - before[name] for name in ("planned", "done", "late")}
    assert grown == {"planned": 2, "done": 1, "late": 0}
    assert f"{after['year']} 年开放计划" in page
    assert f"{after['done']} / {after['planned']} 项" in page
