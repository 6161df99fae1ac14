"""What emergency access opens: one dataset, to read, as long as it is lent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import helpers

Make = Callable[..., dict[str, Any]]
Holder = Callable[..., dict[str, Any]]
REASON = "排查接口返回错误数据的原因"


def ask(action: str, user: str, **data: Any) -> Any:
    return helpers.call_action(action, {"user": user, "ignore_auth": False}, **data)


def test_what_a_second_person_lends_is_read_and_not_changed(
    dataset: Make, holder: Holder
) -> None:
    made = dataset(
        open_class="conditional",
        open_condition="申请",
        resources=[{"name": "站点", "url": "http://example.invalid/a.csv"}],
    )
    other = dataset(open_class="conditional", open_condition="申请")
    keeper, lender = holder("system_administrator"), holder("security_administrator")
    assert "resources" in ask("package_show", keeper["name"], id=made["id"])
    assert "url" not in ask("package_show", keeper["name"], id=made["id"])["resources"][0]

    access = ask(
        "dongguan_emergency_access_request", keeper["name"], dataset=made["id"], reason=REASON
    )
    ask("dongguan_emergency_access_approve", lender["name"], id=access["id"])

    shown = ask("package_show", keeper["name"], id=made["id"])
    assert shown["resources"][0]["url"] == "http://example.invalid/a.csv"
    with pytest.raises(tk.NotAuthorized):
        ask("package_patch", keeper["name"], id=made["id"], title="改")
    assert "secrecy_basis" not in ask("package_show", keeper["name"], id=other["id"])
    ask("dongguan_emergency_access_end", lender["name"], id=access["id"])
    assert "url" not in ask("package_show", keeper["name"], id=made["id"])["resources"][0]
