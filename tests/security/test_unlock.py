"""Locked accounts are let in again by a security administrator, on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers

from .conftest import PASSWORD

Try = Callable[..., Any]


def locked_rows(account: str) -> list[Any]:
    from ckanext.dongguan.audit.model import entries

    with model.meta.engine.connect() as connection:
        query = sa.select(entries).where(entries.c.detail["account"].astext == account)
        rows = connection.execute(query.order_by(entries.c.id))
        return [(row.event, row.outcome) for row in rows]


def test_locking_and_unlocking_stand_in_the_audit_log(
    attempt: Try, person: dict[str, Any], holder: Callable[..., dict[str, Any]]
) -> None:
    for _ in range(5):
        attempt(person["name"])
    security = holder("security_administrator")

    helpers.call_action(
        "dongguan_account_unlock", {"user": security["name"], "ignore_auth": False},
        user=person["name"],
    )  # fmt: skip

    assert locked_rows(person["id"]) == [
        ("account_locked", "deny"),
        ("account_unlocked", "allow"),
    ]
    assert attempt(person["name"], PASSWORD).status_code == 302


@pytest.mark.parametrize("who", ["sysadmin", "auditor", "nobody"])
def test_others_unlock_nothing(
    who: str, person: dict[str, Any], holder: Callable[..., dict[str, Any]]
) -> None:
    makers = {"sysadmin": factories.Sysadmin, "nobody": lambda: {"name": ""}}
    caller = makers.get(who, lambda: holder(who))()

    with pytest.raises(tk.NotAuthorized):
        helpers.call_action(
            "dongguan_account_unlock", {"user": caller["name"], "ignore_auth": False},
            user=person["name"],
        )  # fmt: skip


def test_the_page_unlocks_and_says_who_is_unknown(
    attempt: Try, person: dict[str, Any], holder: Callable[..., dict[str, Any]], signed_in: Any
) -> None:
    browser = signed_in(holder("security_administrator"))
    for _ in range(3):
        attempt(person["name"])

    assert "没有名称相符" in browser.post("/dongguan/accounts", data={"user": "x-y"}).text
    assert (
        "可以重新登录" in browser.post("/dongguan/accounts", data={"user": person["name"]}).text
    )

    assert attempt(person["name"], PASSWORD).status_code == 302
    assert signed_in(person).get("/dongguan/accounts").status_code == 403
