"""Sharing is not opening: what waits, what is decided, what a dry run tells."""

from __future__ import annotations

from ckan.tests import helpers

from ckanext.dongguan.harvesters.difference import Outcome

from .conftest import Remote
from .portal_server import OPENED, package

UNDECIDED = dict.fromkeys(("opening_decided_by", "opening_decided_on", "opening_basis"), None)
CONDITIONAL = {
    "open_class": "conditional", "open_condition": "实名登记", "open_manner": ["download"],
    "open_requirements": "注明来源", "open_safeguards": "登录",
}  # fmt: skip


def test_a_record_without_an_opening_record_waits_inside_the_government(remote: Remote) -> None:
    remote.portal.records = [package(1, extras=UNDECIDED)]

    result = remote.follow()

    queue = helpers.call_action("dongguan_harvest_waiting_list", source=remote.source)
    assert remote.audience("1") == "government"
    assert result.tally.public_count == 0
    assert [(one["remote_id"], one["waiting"]) for one in queue["results"]] == [
        ("yuanjilu-1", "undecided")
    ]


def test_a_decision_given_here_opens_the_record_and_survives_the_next_run(
    remote: Remote,
) -> None:
    remote.portal.records = [package(1, extras=UNDECIDED)]
    remote.follow()
    record = {k: v for k, v in OPENED.items() if k.startswith(("opening", "secrecy"))}

    helpers.call_action(
        "dongguan_harvest_opening_give", source=remote.source, remote_id="yuanjilu-1", **record
    )
    opened = remote.audience("1")
    remote.follow()

    queue = helpers.call_action("dongguan_harvest_waiting_list", source=remote.source)
    assert (opened, remote.audience("1"), queue["count"]) == ("open", "open", 0)


def test_a_decision_for_the_whole_source_opens_what_carries_none(remote: Remote) -> None:
    record = {k: v for k, v in OPENED.items() if k.startswith(("opening", "secrecy"))}
    remote.register(opening=record)
    remote.portal.records = [package(1, extras=UNDECIDED)]

    remote.follow()

    assert remote.audience("1") == "open"


def test_a_decision_for_the_whole_source_may_come_later_and_be_taken_back(
    remote: Remote,
) -> None:
    record = {k: v for k, v in OPENED.items() if k.startswith(("opening", "secrecy"))}
    stamped = {"extras": UNDECIDED, "metadata_modified": "2026-05-01T00:00:00"}
    remote.portal.records = [package(1, **stamped)]
    remote.follow()

    helpers.call_action("dongguan_harvest_source_save", name=remote.source, opening=record)
    remote.follow(mode=None)
    opened = remote.audience("1")
    helpers.call_action("dongguan_harvest_source_save", name=remote.source, opening={})
    remote.follow(mode=None)

    assert (opened, remote.audience("1")) == ("open", "government")


def test_a_class_that_widens_without_a_new_decision_waits(remote: Remote) -> None:
    remote.portal.records = [package(1, extras=CONDITIONAL)]
    remote.follow()
    before = remote.audience("1")
    remote.portal.records = [package(1)]

    remote.follow()

    queue = helpers.call_action("dongguan_harvest_waiting_list", source=remote.source)
    assert (before, remote.audience("1")) == ("conditional", "government")
    assert queue["results"][0]["waiting"] == "widened"
    remote.portal.records = [package(1, extras={"opening_decided_on": "2026-05-01"})]
    remote.follow()
    assert remote.audience("1") == "open"


def test_a_class_that_narrows_counts_at_once(remote: Remote) -> None:
    remote.portal.records = [package(1)]
    remote.follow()
    remote.portal.records = [package(1, extras=CONDITIONAL)]

    remote.follow()

    assert remote.audience("1") == "conditional"


def test_a_dry_run_lists_what_would_become_public_and_writes_nothing(remote: Remote) -> None:
    remote.portal.records = [package(1), package(2, extras=UNDECIDED)]

    result = remote.follow(is_dry=True)

    assert result.tally.public == [("yuanjilu-1", "公交站点第1号")]
    assert result.tally.counts == {Outcome.ADDED: 2}
    assert remote.stored() == {}


def test_a_dry_run_and_the_preview_say_what_the_portal_will_refuse(remote: Remote) -> None:
    remote.portal.records = [
        package(1),
        package(2, extras={"update_frequency": "每逢佳节"}),
        package(3, extras={"theme": "nowhere", "secrecy_reviewed_on": "去年"}),
    ]

    shown = helpers.call_action("dongguan_harvest_source_preview", name=remote.source)
    dry = remote.follow(is_dry=True)
    listed = faults_of_last_run(remote.source)
    before, real = remote.stored(), remote.follow()

    assert [bool(one["fault"]) for one in shown["records"]] == [False, True, True]
    for one in dry.tally.faults:
        (row,) = [row for row in shown["records"] if row["remote_id"] == one.remote_id]
        assert one.cause in row["fault"]
        assert row["fault"].count(one.remedy) == 1
    assert dry.tally.counts == real.tally.counts == {Outcome.ADDED: 1, Outcome.FAILED: 2}
    assert dry.tally.faults == real.tally.faults
    assert dry.tally.public == real.tally.public
    assert listed == faults_of_last_run(remote.source)
    assert before == {}


def faults_of_last_run(source: str) -> list[tuple[str, ...]]:
    """Read the error list of a source's newest run."""
    (run,) = helpers.call_action("dongguan_harvest_run_list", source=source, limit=1)
    found = helpers.call_action("dongguan_harvest_fault_list", id=run["id"])
    return sorted((one["place"], one["cause"], one["remedy"]) for one in found)
