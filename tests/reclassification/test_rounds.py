"""The nightly round goes through what is not open, alarms, and goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.lib import mailer
from ckan.tests import helpers

from ckanext.dongguan.jobs.definition import PreviousRun
from ckanext.dongguan.jobs.state import RunState
from ckanext.dongguan.openness import overview, verdict
from ckanext.dongguan.openness.policy import Operation, Outcome
from ckanext.dongguan.reclassification import checking, rounds
from ckanext.dongguan.reclassification.jobs import JOBS

from .conftest import carry_out, newest

Make = Callable[..., dict[str, Any]]


@dataclass
class Noted:
    """A run as a job holds it in its hand, of which the cursors are kept."""

    id: str = "round"
    previous: PreviousRun | None = None
    saved: list[str] = field(default_factory=list)

    def save(self, cursor: dict[str, Any]) -> None:
        self.saved.append(cursor["last"])

    def progress(self, done: int, total: int, message: str = "") -> None: ...
    def heartbeat(self) -> None: ...
    def check(self) -> None: ...
    def is_cancelled(self) -> bool:
        return False


def open_to_all(made: dict[str, Any]) -> Callable[..., Outcome]:
    """Decide as ever, but give everyone the files of one dataset."""
    decide = verdict.of_resource

    def of_resource(context: Any, dataset: Any, operation: Operation) -> Outcome:
        is_mine = dataset is not None and dataset.id == made["id"]
        return Outcome.ALLOW if is_mine else decide(context, dataset, operation)

    return of_resource


def test_a_round_begins_behind_the_last_one_and_comes_round_to_it() -> None:
    assert rounds.in_turn(["a", "b", "c"], "a") == ["b", "c", "a"]
    assert rounds.in_turn(["a", "c"], "b") == ["c", "a"]
    assert rounds.in_turn(["a", "b"], "") == ["a", "b"]


def test_what_answers_is_mailed_and_carried_to_every_surface_again(
    full: Make, freeze: Make, holder: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaking, silent = full(), full()
    for made in (leaking, silent):
        freeze(made)
        carry_out(made)
    holder("security_administrator")
    monkeypatch.setitem(tk.config, "smtp.mail_from", "portal@example.com")
    mails: list[str] = []
    monkeypatch.setattr(mailer, "mail_user", lambda _person, _subject, body: mails.append(body))

    with monkeypatch.context() as patched:
        patched.setattr(verdict, "of_resource", open_to_all(leaking))
        with pytest.raises(checking.StillAnswersError, match=leaking["id"]):
            rounds.go(Noted(), sorted([leaking["id"], silent["id"]]))

    assert mails
    assert all(leaking["id"] in mail and silent["id"] not in mail for mail in mails)
    assert newest(leaking).event == "surface_check"
    assert newest(silent).event == "freeze"
    assert carry_out(leaking)["left"] == []


def test_a_deleted_dataset_that_answers_is_an_alarm_too_where_no_mail_can_be_sent(
    full: Make, holder: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = full()
    holder("security_administrator")
    monkeypatch.setitem(tk.config, "smtp.mail_from", "")
    helpers.call_action("package_delete", id=made["id"])
    carry_out(made)
    rounds.go(Noted(), [made["id"]])

    with monkeypatch.context() as patched:
        patched.setattr(verdict, "of_resource", open_to_all(made))
        with pytest.raises(checking.StillAnswersError, match=made["id"]):
            rounds.go(Noted(), [made["id"]])

    assert newest(made).event == "surface_check"
    assert carry_out(made)["left"] == []


def test_a_night_that_is_over_is_gone_on_with(full: Make, freeze: Make) -> None:
    made = full()
    freeze(made)
    run = Noted()

    rounds.go(run, [made["id"], "nobody"], seconds=0)

    assert run.saved == [made["id"]]
    after = Noted(previous=PreviousRun(state=RunState.SUCCEEDED, cursor={"last": made["id"]}))
    rounds.go(after, [made["id"], f"{made['id']}-gone"], seconds=0)
    assert after.saved == [f"{made['id']}-gone"]


def test_what_is_not_open_is_visited_each_night(full: Make, freeze: Make) -> None:
    open_one, frozen, withheld, deleted = full(), full(), full(open_class="withheld"), full()
    freeze(frozen)
    helpers.call_action("package_delete", id=deleted["id"])

    closed = overview.closed()

    assert {frozen["id"], withheld["id"], deleted["id"]} <= set(closed)
    assert open_one["id"] not in closed
    assert closed == sorted(closed)
    assert {job.name: job.schedule for job in JOBS}["nightly-check"] == "30 1 * * *"
