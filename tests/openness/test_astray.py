"""Values of another kind than is asked for are refused, and are no fault of the portal."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.openness import astray

CALLS = [
    ("group_list", {"sort": ["a"]}),
    ("group_list", {"groups": 7}),
    ("group_list", {"all_fields": "maybe"}),
    ("organization_list", {"offset": 10**40}),
    ("tag_list", {"all_fields": "maybe"}),
    ("dongguan_plan_list", {"is_priority": "maybe"}),
    ("dongguan_codelist_show", {"id": "x" * 300}),
    ("help_show", {"name": ["a"]}),
    ("dongguan_emergency_access_request", {"dataset": "x", "reason": "x", "minutes": ""}),
]
HARMLESS = [
    ("dongguan_plan_list", {"essential": {"a": 1}}),
]


@pytest.mark.parametrize(("action", "asked"), CALLS, ids=lambda one: str(one)[:40])
def test_a_value_of_the_wrong_kind_is_refused(
    app: Any, action: str, asked: dict[str, Any]
) -> None:
    told = app.post(f"/api/3/action/{action}", json=asked)

    assert told.status_code in {400, 403, 404, 409}
    assert told.json["success"] is False


@pytest.mark.parametrize(("action", "asked"), HARMLESS, ids=lambda one: str(one)[:40])
def test_what_can_be_read_as_text_finds_nothing(
    app: Any, action: str, asked: dict[str, Any]
) -> None:
    told = app.post(f"/api/3/action/{action}", json=asked)

    found = told.json["result"]
    assert told.status_code == 200
    assert not (found["items"] if isinstance(found, dict) else found)


@pytest.mark.parametrize("value", [["a"], 7, {"a": 1}], ids=str)
def test_a_program_is_told_what_to_send_instead(app: Any, value: Any) -> None:
    told = app.post("/api/3/action/member_list", json={"id": value})

    assert told.status_code in {404, 409}
    assert told.json["success"] is False


def test_a_page_is_told_what_is_wrong_with_its_address(app: Any) -> None:
    assert app.get("/plan?is_priority=maybe").status_code == 400


def test_a_statement_of_ours_that_is_wrong_stays_a_fault(portal: None) -> None:
    with pytest.raises(sa.exc.ProgrammingError), astray.refused():
        model.Session.execute(sa.text("SELECT no_such_column"))

    model.Session.rollback()
