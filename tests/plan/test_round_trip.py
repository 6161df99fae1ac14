"""Whatever the plan holds goes out as a workbook and comes in again unchanged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ckan.tests import factories, helpers
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ckanext.dongguan.schemas.codelists import load

# What spoils cells: formulas, zeros, breaks, blanks, days, truths, escapes of workbooks.
ODD = st.sampled_from([
    "=1+1", "+1", "-1", "@a", "007", "1e5", "2026-01-31", "是", "否", "true", "None", "'甲",
    " 前后 ", "第一行\n第二行", "甲\r\n乙", "甲\t乙", "_x000D_", "&#10;", "<b>", "\u3000", "①",
    "e\u0301", "\u200b零宽", "\x0b", "\ufeff", "\U0001f68c", "#N/A", "长" * 200,
])  # fmt: skip
TEXTS = st.one_of(ODD, st.text(max_size=40), st.text("0123456789=+-.,、；“”\n ", max_size=20))
DAYS = st.dates(date(2001, 1, 1), date(2100, 12, 31))
ITEMS = st.fixed_dictionaries({
    "title": TEXTS, "title_en": TEXTS, "note": TEXTS, "due_on": DAYS,
    "done_on": st.none() | st.dates(date(2001, 1, 1), date(2025, 12, 31)),
    "is_priority": st.booleans(),
    "high_value": st.sampled_from(["", *(code.code for code in load("high_value"))]),
})  # fmt: skip
Call = Callable[..., Any]


@pytest.fixture
def whole(call: Call, workbook: Call, tmp_path: Path) -> Callable[[], dict[str, Any]]:
    """Hand the whole plan in as it went out, with the rows of everybody."""

    def hand_in() -> dict[str, Any]:
        path = tmp_path / "plan.xlsx"
        workbook().save(path)
        return dict(call("import", path=str(path)))

    return hand_in


@pytest.fixture
def planned(call: Call, fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Plan all sorts of items; those that cannot be planned are left out."""
    made: list[dict[str, Any]] = []

    @settings(
        max_examples=60, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(ITEMS)
    def plan(item: dict[str, Any]) -> None:
        title = f"{fields['title']}{len(made)}{item['title']}"[:200]
        made.append(call("create", **{**fields, **item, "title": title}))

    plan()
    return made


def test_all_that_can_be_planned_comes_in_unchanged(
    call: Call, planned: list[dict[str, Any]], whole: Callable[[], dict[str, Any]]
) -> None:
    result = whole()

    assert result["faults"] == []
    assert list(result["outcomes"]) == ["unchanged"]
    assert result["outcomes"]["unchanged"] >= len(planned) > 30
    assert [call("show", id=one["id"]) for one in planned] == planned


def test_a_row_whose_department_and_dataset_are_gone_comes_in_unchanged(
    call: Call, fields: dict[str, Any], dataset: Call, whole: Callable[[], dict[str, Any]]
) -> None:
    gone = factories.Organization(title="同名的部门")
    factories.Organization(title="同名的部门")
    linked = dataset()
    made = call("create", **{**fields, "organization": gone["id"]}, dataset=linked["id"])
    helpers.call_action("package_delete", id=linked["id"])
    helpers.call_action("organization_delete", id=gone["id"])

    result = whole()

    shown = call("show", id=made["id"])
    assert (result["faults"], list(result["outcomes"])) == ([], ["unchanged"])
    assert shown["organization"]["name"] == gone["name"]


def test_a_changed_cell_changes_its_field_alone(
    call: Call, fields: dict[str, Any], workbook: Call, tmp_path: Path
) -> None:
    made = call("create", **fields, note="=1+1", essential="bus-stops")
    book = workbook()
    sheet = book["计划"]
    heads = {str(cell.value).strip(" *"): cell.column for cell in sheet[1]}
    row = next(
        line[0].row for line in sheet.iter_rows(min_row=2)
        if str(line[heads["系统编号"] - 1].value) == str(made["id"])
    )  # fmt: skip
    sheet.cell(row, heads["英文名称"]).value = "Bus stops"
    path = tmp_path / "plan.xlsx"
    book.save(path)

    result = call("import", path=str(path))

    assert result["outcomes"]["updated"] == 1
    assert call("show", id=made["id"]) == {**made, "title_en": "Bus stops"}
