"""Fixtures of the room `activity`: people with accounts, datasets with a history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories, helpers

CANARY = "金丝雀旧标题"
NOTES = "金丝雀旧说明"
CLOSED = {"open_class": "withheld", "withheld_basis": "依法"}
CONDITIONAL = {
    "open_class": "conditional",
    "open_condition": "申请",
    "open_manner": ["download"],
    "open_requirements": "测试使用要求",
    "open_safeguards": "测试安全保障措施",
}


@pytest.fixture
def clerk(department: dict[str, Any]) -> dict[str, Any]:
    """Give somebody of the department who works on its datasets."""
    user = dict(factories.UserWithToken(fullname="金丝雀经办人"))
    helpers.call_action(
        "organization_member_create",
        id=department["id"],
        username=user["name"],
        role="editor",
    )
    return {**user, "headers": {"Authorization": user["token"]}}


@pytest.fixture
def with_history(
    dataset: Callable[..., dict[str, Any]], clerk: dict[str, Any]
) -> Callable[..., dict[str, Any]]:
    """Make a dataset that was open under another title, and is now what it is told."""

    def make(**now: Any) -> dict[str, Any]:
        made = dataset(title=CANARY, notes=NOTES)
        helpers.call_action(
            "package_patch", {"user": clerk["name"]}, id=made["id"], title="新标题", notes="新"
        )
        if now:
            helpers.call_action("package_patch", {"user": clerk["name"]}, id=made["id"], **now)
        return dict(helpers.call_action("package_show", id=made["id"]))

    return make


@pytest.fixture
def ask(app: Any) -> Callable[..., Any]:
    """Call an action over HTTP."""

    def get(action: str, headers: Any = None, **data: Any) -> Any:
        return app.test_client().get(
            f"/api/3/action/{action}", query_string=data, headers=headers or {}
        )

    return get
