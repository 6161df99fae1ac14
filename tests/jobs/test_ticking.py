"""What is due starts once, however many ticks look at the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from ckan import model

from ckanext.dongguan.clock import SHANGHAI
from ckanext.dongguan.jobs import (
    cancelling,
    history,
    registry,
    start,
    ticking,
    timetable,
)

from .conftest import BEFORE, DUE, rq_ids

Make = Callable[..., Any]


def test_a_job_is_not_due_before_its_time(declare: Make, runs_of: Make, job_row: Make) -> None:
    job = declare()

    ticking.tick(BEFORE)
    ticking.tick(DUE - timedelta(seconds=1))

    assert runs_of(job.name) == []
    assert job_row(job.name).next_due_at == DUE


def test_a_due_job_starts_and_is_due_again_the_next_day(
    declare: Make, runs_of: Make, job_row: Make
) -> None:
    job = declare()
    ticking.tick(BEFORE)

    done = ticking.tick(DUE)

    assert job.name in done.queued
    assert [run.state for run in runs_of(job.name)] == ["queued"]
    assert rq_ids() == [runs_of(job.name)[0].id]
    assert job_row(job.name).next_due_at == DUE + timedelta(days=1)


def test_eight_ticks_at_the_same_moment_start_one_run(
    declare: Make, runs_of: Make, together: Make
) -> None:
    job = declare()
    ticking.tick(BEFORE)

    done = together(8, lambda: ticking.tick(DUE))

    assert sum(job.name in one.queued for one in done) == 1
    assert sum(job.name in one.skipped for one in done) == 0
    assert len(runs_of(job.name)) == len(rq_ids()) == 1


def test_the_first_ticks_of_two_processes_declare_a_job_once(
    declare: Make, job_row: Make, together: Make
) -> None:
    job = declare()

    together(4, lambda: ticking.tick(BEFORE))

    assert job_row(job.name).next_due_at == DUE


def test_times_missed_while_the_machine_was_off_run_once(
    declare: Make, runs_of: Make, job_row: Make
) -> None:
    job = declare(schedule="*/5 * * * *")
    ticking.tick(BEFORE)

    late = BEFORE + timedelta(days=3, seconds=1)
    ticking.tick(late)
    ticking.tick(late)

    assert len(runs_of(job.name)) == 1
    assert job_row(job.name).next_due_at == late + timedelta(minutes=5, seconds=-1)


def test_a_job_that_still_runs_is_passed_over_and_says_so(
    declare: Make,
    runs_of: Make,
    job_row: Make,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A command that ran in this process before may have set the logs its own way.
    monkeypatch.setattr(ticking.log, "disabled", False)
    monkeypatch.setattr(ticking.log, "handlers", [caplog.handler])
    job = declare()
    ticking.tick(BEFORE)
    ticking.tick(DUE)

    done = ticking.tick(DUE + timedelta(days=1))

    assert job.name in done.skipped
    assert len(runs_of(job.name)) == 1
    assert job_row(job.name).skipped_at == DUE + timedelta(days=1)
    assert f"Job {job.name} is due but its last run has not ended" in caplog.text


def test_a_tick_does_not_wait_for_another_one(declare: Make) -> None:
    job = declare()
    ticking.tick(BEFORE)

    with model.meta.engine.begin() as other:
        assert [row.name for row in timetable.take_due(other, {job.name}, DUE)] == [job.name]
        assert ticking.queue_due({job.name}, DUE) == []


def test_a_switched_off_job_is_never_due_and_makes_nothing_good(
    declare: Make, runs_of: Make, job_row: Make
) -> None:
    job = declare()
    ticking.tick(BEFORE)
    timetable.disable(job.name)

    ticking.tick(DUE + timedelta(days=2))
    timetable.enable(job.name, job.schedule, DUE + timedelta(days=2))
    ticking.tick(DUE + timedelta(days=2, hours=1))

    assert runs_of(job.name) == []
    assert job_row(job.name).next_due_at == DUE + timedelta(days=3)


def test_a_job_that_no_room_declares_any_more_is_left_alone(
    declare: Make, runs_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = declare()
    ticking.tick(BEFORE)

    monkeypatch.undo()
    assert job.name not in registry.declared()

    ticking.tick(DUE)

    assert runs_of(job.name) == []


def test_a_new_release_moves_a_schedule_nobody_touched(declare: Make, job_row: Make) -> None:
    job = declare()
    ticking.tick(BEFORE)
    declare(name=job.name, schedule="0 4 * * *", limit_seconds=7200)

    ticking.tick(BEFORE)

    row = job_row(job.name)
    assert (row.schedule, row.limit_seconds) == ("0 4 * * *", 7200)
    assert row.next_due_at == datetime(2026, 3, 2, 4, 0, tzinfo=SHANGHAI)


def test_a_new_release_leaves_a_person_s_schedule(declare: Make, job_row: Make) -> None:
    job = declare()
    ticking.tick(BEFORE)
    timetable.reschedule(job.name, "0 5 * * *", BEFORE)
    declare(name=job.name, schedule="0 4 * * *")

    ticking.tick(BEFORE)

    row = job_row(job.name)
    assert (row.schedule, row.declared_schedule) == ("0 5 * * *", "0 4 * * *")


def test_old_runs_are_forgotten_but_never_the_last(declare: Make, runs_of: Make) -> None:
    job = declare()
    for day in range(3):
        cancelling.cancel(start.start(job.name, None, BEFORE + timedelta(days=day)), BEFORE)

    history.forget(BEFORE + timedelta(days=40))

    assert [run.queued_at for run in runs_of(job.name)] == [BEFORE + timedelta(days=2)]
