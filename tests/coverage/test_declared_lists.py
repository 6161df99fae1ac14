"""Declared lists by workbook: filled in, changed, taken back, and unchanged otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ckan.tests import factories, helpers
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

Record = dict[str, Any]
LISTS = st.fixed_dictionaries({
    "items": st.integers(0, 1_000_000),
    "basis": st.text(min_size=1, max_size=60).filter(str.isprintable).filter(str.strip)
    | st.sampled_from(["=1+1", "007", "第一行\n第二行", "2026-01-31", " 东府办〔2026〕1号 "]),
    "declared_on": st.dates(date(2000, 1, 1), date(2030, 12, 31)).map(date.isoformat),
})  # fmt: skip


@pytest.fixture
def bureau(holder: Callable[..., Record]) -> Record:
    return holder("bureau_reviewer")


@pytest.fixture
def office(portal: None, new_name: Callable[[str], str]) -> Record:
    return dict(factories.Organization(name=new_name("qingdan"), title=new_name("清单局")))


@pytest.fixture
def table(app: Any, bureau: Record) -> Any:
    """Fetch the workbook of all departments."""
    headers = {"Authorization": bureau["token"]}
    answer = app.get("/coverage/declared.xlsx", headers=headers)
    return openpyxl.load_workbook(BytesIO(answer.data))


@pytest.fixture
def hand_in(bureau: Record, tmp_path: Path) -> Callable[[Any], Record]:
    """Hand a workbook in as the bureau does."""

    def make(book: Any) -> Record:
        path = tmp_path / "清单.xlsx"
        book.save(path)
        context = {"user": bureau["name"], "ignore_auth": False}
        action = "dongguan_declared_list_import"
        return dict(helpers.call_action(action, context, path=str(path)))

    return make


def fill(book: Any, office: Record, *cells: Any) -> None:
    """Write number, document and day into the row of a department."""
    sheet = book["清单"]
    (row,) = [line for line in sheet.iter_rows(min_row=2) if line[4].value == office["name"]]
    for cell, value in zip(row[1:4], cells, strict=True):
        cell.value = value


def noted(app: Any, office: Record, bureau: Record) -> tuple[Any, Any]:
    """Tell the divisor of the cataloguing rate, and what the page says of it."""
    context = {"user": bureau["name"], "ignore_auth": False}
    shown = helpers.call_action("dongguan_coverage_show", context)["departments"]
    (row,) = [one for one in shown if one["name"] == office["name"]] or [None]
    page = app.get("/coverage", headers={"Authorization": bureau["token"]}).text
    line = page.partition(f'data-department="{office["name"]}"')[2].partition("</tr>")[0]
    return (row and row["rates"]["catalogued"]["whole"]), "未测" in line


def test_a_list_is_filled_in_changed_and_taken_back(
    app: Any, office: Record, bureau: Record, table: Any, hand_in: Any,
) -> None:  # fmt: skip
    fill(table, office, 20, "清单一号", "2026-01-31")
    first, measured = hand_in(table), noted(app, office, bureau)
    fill(table, office, 25, "清单二号", "2026年2月1日")
    second, changed = hand_in(table), noted(app, office, bureau)
    fill(table, office, None, None, None)
    third = hand_in(table)

    assert first["outcomes"]["created"] == second["outcomes"]["updated"] == 1
    assert third["outcomes"]["dropped"] == 1
    assert (measured[0], changed[0]) == (20, 25)
    assert noted(app, office, bureau)[0] is None


def test_a_department_without_a_list_is_not_measured(
    app: Any, office: Record, bureau: Record, dataset: Callable[..., Record]
) -> None:
    dataset(owner_org=office["id"])

    assert noted(app, office, bureau) == (None, True)
    assert "未测" in app.get("/coverage", headers={"Authorization": bureau["token"]}).text


def test_all_that_can_be_noted_comes_in_unchanged(
    app: Any, bureau: Record, new_name: Callable[[str], str], hand_in: Any
) -> None:
    context = {"user": bureau["name"], "ignore_auth": False}
    action = "dongguan_declared_list_update"

    @settings(
        max_examples=25, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(LISTS)
    def note(facts: Record) -> None:
        made = factories.Organization(name=new_name("qingdan"), title="同名的清单局")
        helpers.call_action(action, context, id=made["id"], **facts)

    note()
    answer = app.get("/coverage/declared.xlsx", headers={"Authorization": bureau["token"]})
    result = hand_in(openpyxl.load_workbook(BytesIO(answer.data)))

    assert (result["faults"], list(result["outcomes"])) == ([], ["unchanged"])


@pytest.mark.parametrize(
    "case",
    [
        (("二十", "清单", "2026-01-31"), "清单项数：请用数字填写项数"),
        ((20, None, "2026-01-31"), "清单文件："),
        ((20, "清单", "去年"), "清单日期：请按 2026-01-31 的写法填写日期"),
    ],
)
def test_one_fault_keeps_the_whole_workbook_out(
    app: Any, office: Record, bureau: Record, table: Any, case: tuple[Any, str]
) -> None:
    cells, fault = case
    fill(table, office, *cells)
    file = BytesIO()
    table.save(file)
    file.seek(0)

    answer = app.post(
        "/coverage/declared/import",
        data={"file": (file, "清单.xlsx")},
        headers={"Authorization": bureau["token"]},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 400
    assert fault in answer.text
    assert noted(app, office, bureau)[0] is None


def test_nobody_else_hands_in_declared_lists(app: Any) -> None:
    for person in (factories.SysadminWithToken(), factories.UserWithToken()):
        headers = {"Authorization": person["token"]}
        app.get("/coverage/declared.xlsx", headers=headers, status=403)
        app.post("/coverage/declared/import", data={}, headers=headers, status=403)
