"""Who keeps the plan, and what goes out of it and comes in."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from ckan.tests import helpers

Call = Callable[..., Any]


@pytest.fixture
def bureau(holder: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    return holder("bureau_reviewer")


@pytest.fixture
def call(bureau: dict[str, Any]) -> Call:
    """Call an action of the room as the bureau does."""

    def make(action: str, **values: Any) -> Any:
        context = {"user": bureau["name"], "ignore_auth": False}
        return helpers.call_action(f"dongguan_plan_{action}", context, **values)

    return make


@pytest.fixture
def fields(department: dict[str, Any], new_name: Callable[[str], str]) -> dict[str, Any]:
    return {
        "title": new_name("计划"),
        "organization": department["name"],
        "due_on": "2026-01-31",
    }


@pytest.fixture
def workbook(app: Any, bureau: dict[str, Any]) -> Callable[[], Any]:
    """Fetch the whole plan as the bureau sees it."""

    def fetch() -> Any:
        answer = app.get("/plan/plan.xlsx", headers={"Authorization": bureau["token"]})
        return openpyxl.load_workbook(BytesIO(answer.data))

    return fetch
