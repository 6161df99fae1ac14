"""A record that vanishes stays published for the grace period, then it is withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from ckan.tests import helpers

from ckanext.dongguan.clock import now
from ckanext.dongguan.harvesters.difference import Outcome

from .conftest import Remote
from .portal_server import package

Go = Callable[..., None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Go:
    """Let time pass for the harvests, by their own clock."""
    began = now()

    def go(**after: float) -> None:
        then: datetime = began + timedelta(**after)
        monkeypatch.setattr("ckanext.dongguan.harvest.following.now", lambda: then)

    return go


def test_a_vanished_record_waits_seven_days_is_withdrawn_and_returns_with_its_record(
    remote: Remote, app: Any, later: Go
) -> None:
    remote.register(rules={"grace_days": 7})
    remote.portal.records = [package(1), package(2)]
    remote.follow()
    remote.portal.records = [package(1)]
    dataset = remote.stored()["yuanjilu-2"]
    before = app.get(f"/dataset/{dataset.name}").text

    later(minutes=1)
    missing = remote.follow()
    later(days=7)
    waiting = remote.follow()
    within = (remote.audience("2"), app.get(f"/dataset/{dataset.name}").text)
    mark = helpers.call_action("dongguan_harvest_lineage_show", id=dataset.id)
    later(days=7, minutes=2)
    due = remote.follow()
    after = (remote.audience("2"), life(dataset.id))
    page = app.get(f"/dataset/{dataset.name}", status=410).text
    remote.portal.records = [package(1), package(2)]
    later(days=8)
    back = remote.follow()

    assert missing.tally.counts == {Outcome.UNCHANGED: 1, Outcome.MISSING: 1}
    assert waiting.tally.counts == {Outcome.UNCHANGED: 1, Outcome.MISSING: 1}
    assert within[0] == "open"
    assert "不再提供" not in before
    since, last = mark["missing_since"][:10], mark["leaves_at"][:10]
    assert f"来源自 {since} 起不再提供，如不恢复，将于 {last} 下架" in within[1]
    assert due.tally.counts == {Outcome.UNCHANGED: 1, Outcome.WITHDRAWN: 1}
    assert after == ("closed", ("withdrawn", "来源单位已将该数据下线。"))
    assert "来源单位已将该数据下线。" in page
    assert back.tally.counts == {Outcome.UNCHANGED: 2, Outcome.RESTORED: 1}
    assert remote.audience("2") == "open"
    assert "不再提供" not in app.get(f"/dataset/{dataset.name}").text


def life(dataset_id: str) -> tuple[str, str]:
    found = helpers.call_action("dongguan_life_cycle_show", id=dataset_id)
    return found["state"], found["public_reason"]
