"""What appears at a source appears here, what changes changes, what vanishes is withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import helpers

from ckanext.dongguan.harvesters.difference import Mode, Outcome
from ckanext.dongguan.harvesters.problem import SourceError

from .conftest import Remote
from .portal_server import package


def shown(dataset: Any) -> dict[str, Any]:
    context = {"ignore_auth": True, "use_cache": False}
    return dict(helpers.call_action("package_show", context, id=dataset.id))


def test_a_changed_record_keeps_its_ids_and_its_address(remote: Remote) -> None:
    remote.portal.records = [package(1), package(2)]
    remote.follow()
    before = shown(remote.stored()["yuanjilu-1"])
    remote.portal.records[0] = package(1, title="改了标题的站点")

    result = remote.follow()

    after = shown(remote.stored()["yuanjilu-1"])
    assert result.tally.counts == {Outcome.CHANGED: 1, Outcome.UNCHANGED: 1}
    assert after["title"] == "改了标题的站点"
    assert (after["id"], after["name"]) == (before["id"], before["name"])
    assert [r["id"] for r in after["resources"]] == [r["id"] for r in before["resources"]]


def test_keys_in_another_order_are_no_change(remote: Remote) -> None:
    remote.portal.records = [package(1)]
    remote.follow()
    remote.portal.records = [dict(reversed(package(1).items()))]

    assert remote.follow().tally.counts == {Outcome.UNCHANGED: 1}


def test_a_vanished_record_waits_for_its_grace_and_then_is_withdrawn(remote: Remote) -> None:
    remote.register(rules={"grace_days": 7})
    remote.portal.records = [package(1), package(2)]
    remote.follow()
    remote.portal.records = [package(1)]

    first = remote.follow()
    waiting = remote.audience("2")
    remote.register(rules={"grace_days": 0})
    second = remote.follow()

    assert (first.tally.counts[Outcome.MISSING], waiting) == (1, "open")
    assert second.tally.counts[Outcome.WITHDRAWN] == 1
    assert remote.audience("2") == "closed"
    life = helpers.call_action("dongguan_life_cycle_show", id=remote.stored()["yuanjilu-2"].id)
    assert (life["state"], life["public_reason"]) == ("withdrawn", "来源单位已将该数据下线。")


def test_a_record_that_is_back_is_published_again(remote: Remote) -> None:
    remote.portal.records = [package(1), package(2)]
    remote.follow()
    remote.portal.records = [package(1)]
    remote.follow()
    remote.portal.records = [package(1), package(2)]

    result = remote.follow()

    assert result.tally.counts[Outcome.RESTORED] == 1
    assert remote.audience("2") == "open"


def test_what_a_person_froze_stays_frozen_when_the_source_has_it_again(remote: Remote) -> None:
    remote.portal.records = [package(1), package(2)]
    remote.follow()
    helpers.call_action(
        "dongguan_life_cycle_update",
        id=remote.stored()["yuanjilu-2"].id, state="frozen", inner_reason="复核中",
    )  # fmt: skip
    remote.portal.records = [package(1)]
    remote.follow()
    remote.portal.records = [package(1), package(2)]

    remote.follow()

    assert remote.audience("2") == "closed"


def test_what_no_run_asks_is_not_confirmed_beforehand(remote: Remote) -> None:
    remote.portal.records = [package(1)]
    remote.follow()

    with pytest.raises(tk.ValidationError, match="name"):
        helpers.call_action("dongguan_harvest_shrink_confirm", name=remote.source)

    row = helpers.call_action("dongguan_harvest_source_show", name=remote.source)
    assert row["shrink_confirmed_at"] is None


def test_a_shrunk_source_is_let_go_once_a_person_confirms(remote: Remote) -> None:
    remote.portal.records = [package(n) for n in range(40)]
    remote.follow()
    remote.portal.records = [package(n) for n in range(15)]

    refused = remote.follow()
    helpers.call_action("dongguan_harvest_shrink_confirm", name=remote.source)
    confirmed = remote.follow()

    assert refused.needs_person
    assert confirmed.problem is None
    assert confirmed.tally.counts[Outcome.WITHDRAWN] == 25
    row = helpers.call_action("dongguan_harvest_source_show", name=remote.source)
    assert row["shrink_confirmed_at"] is None


def test_an_edit_here_of_a_declared_field_survives_and_others_follow(remote: Remote) -> None:
    remote.register(rules={"kept_fields": ["notes"]})
    remote.portal.records = [package(1)]
    remote.follow()
    helpers.call_action(
        "package_patch", id=remote.stored()["yuanjilu-1"].id, notes="这里改写的说明。"
    )
    remote.portal.records = [package(1, notes="来源的新说明。", title="新标题")]

    remote.follow()

    after = shown(remote.stored()["yuanjilu-1"])
    assert (after["notes"], after["title"]) == ("这里改写的说明。", "新标题")


def test_a_declared_field_that_nobody_edited_follows_the_source(remote: Remote) -> None:
    remote.register(rules={"kept_fields": ["notes"]})
    remote.portal.records = [package(1)]
    remote.follow()
    remote.portal.records = [package(1, notes="来源的新说明。")]

    remote.follow()

    assert shown(remote.stored()["yuanjilu-1"])["notes"] == "来源的新说明。"


def test_two_sources_that_claim_one_resource_code_are_told_apart(
    remote: Remote, new_name: Any
) -> None:
    code = {"resource_code": "307001000001/000077"}
    remote.portal.records = [package(1, extras=code)]
    remote.follow()
    second = Remote(portal=remote.portal, source=new_name("laiyuan"), owner=remote.owner)
    second.register()

    result = second.follow()

    (fault,) = result.tally.faults
    assert remote.source in fault.cause
    assert "一数一源" in fault.remedy


def test_an_answer_that_is_as_it_was_is_not_sent_again(remote: Remote) -> None:
    remote.portal.records = [package(n) for n in range(5)]
    remote.portal.etag = '"1"'
    remote.follow()
    remote.portal.asked.clear()

    result = remote.follow()

    assert result.tally.counts == {Outcome.UNCHANGED: 5}
    assert [one["etag"] for one in remote.portal.asked] == ['"1"']


def test_an_incremental_run_sees_additions_changes_and_deletions(remote: Remote) -> None:
    remote.portal.records = [
        package(n, metadata_modified=f"2026-01-0{n + 1}T00:00:00") for n in range(4)
    ]
    remote.follow()
    remote.portal.records = [
        *remote.portal.records[:2],
        package(3, metadata_modified="2026-02-01T00:00:00", title="改了"),
        package(9, metadata_modified="2026-02-02T00:00:00"),
    ]

    result = remote.follow(mode=Mode.INCREMENTAL)
    again = remote.follow(mode=Mode.INCREMENTAL)
    full = remote.follow()

    counts = result.tally.counts
    assert (counts[Outcome.ADDED], counts[Outcome.CHANGED], counts[Outcome.WITHDRAWN]) == (
        1,
        1,
        1,
    )
    assert again.tally.counts == {}
    assert full.tally.counts == {Outcome.UNCHANGED: 4}


def test_a_source_that_is_not_approved_is_not_followed(remote: Remote) -> None:
    helpers.call_action(
        "dongguan_harvest_source_save", name=remote.source, address="http://127.0.0.1:1"
    )

    with pytest.raises(SourceError, match="尚未批准"):
        remote.follow()


def test_a_source_is_called_only_in_its_hours(remote: Remote, monkeypatch: Any) -> None:
    remote.register(rules={"windows": "01:00-01:01"})
    noon = datetime(2026, 5, 1, 4, tzinfo=UTC)
    monkeypatch.setattr("ckanext.dongguan.harvest.following.now", lambda: noon)

    with pytest.raises(SourceError, match="时段"):
        remote.follow()
