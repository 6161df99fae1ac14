"""Who sees and hears of emergency access, and that nothing is lent unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories

from ckanext.dongguan.emergency.model import alarms

from .conftest import REASON, act, held

Make = Callable[..., dict[str, Any]]


def test_people_see_their_own_and_those_who_watch_see_all(
    asker: dict[str, Any], security: dict[str, Any], holder: Make, withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    other = holder("data_administrator")

    def seen(caller: dict[str, Any]) -> set[int]:
        return {row["id"] for row in act("list", caller)}

    assert asked["id"] in seen(asker)
    assert asked["id"] not in seen(other)
    assert asked["id"] in seen(security) & seen(holder("auditor"))
    with pytest.raises(tk.NotAuthorized):
        act("list", factories.User())


def test_what_cannot_be_logged_is_not_lent(
    asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from ckanext.dongguan.audit.model import entries

    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    broken = sa.Table("entries_gone", sa.MetaData(schema="dongguan_audit"),
                      *(sa.Column(c.name, c.type) for c in entries.columns))  # fmt: skip
    monkeypatch.setattr("ckanext.dongguan.audit.writing.entries", broken)

    with pytest.raises(tk.NotAuthorized):
        act("approve", security, id=asked["id"])
    model.Session.rollback()

    assert held(asker, withheld) is None


def test_each_event_is_told_to_everyone_who_watches(
    asker: dict[str, Any], security: dict[str, Any], holder: Make, withheld: dict[str, Any]
) -> None:
    auditor = holder("auditor")

    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    act("approve", security, id=asked["id"])

    query = sa.select(alarms).where(alarms.c.access == asked["id"])
    found = {(row.kind, row.recipient) for row in model.Session.execute(query)}
    expected = {(k, r["id"]) for k in ("asked", "approved") for r in (security, auditor)}
    assert expected <= found
