"""A run ends early: cancelled by a person, killed with its worker, given up as lost."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ckanext.dongguan.clock import now
from ckanext.dongguan.jobs import (
    cancelling,
    execution,
    history,
    start,
    ticking,
)
from ckanext.dongguan.jobs.definition import Run

from ..waiting import until

Make = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("quick_heart")


def test_a_running_job_stops_at_its_next_progress_when_cancelled(
    declare: Make, runs_of: Make
) -> None:
    steps: list[int] = []

    def work(run: Run) -> None:
        for step in range(10):
            steps.append(step)
            if step == 3:
                cancelling.cancel(run.id, now())
            run.progress(step, 10)

    job = declare(work)
    execution.perform(start.start(job.name, None, now()))

    assert steps == [0, 1, 2, 3]
    row = runs_of(job.name)[0]
    assert (row.state, row.done) == ("cancelled", 3)
    assert row.cancel_requested_at is not None


def test_a_job_that_reports_nothing_still_hears_of_its_cancel(
    declare: Make, runs_of: Make
) -> None:
    def work(run: Run) -> None:
        cancelling.cancel(run.id, now())
        until(run.is_cancelled)
        run.check()

    job = declare(work)
    execution.perform(start.start(job.name, None, now()))

    assert runs_of(job.name)[0].state == "cancelled"


def test_a_waiting_run_is_cancelled_at_once_and_never_works(
    declare: Make, runs_of: Make
) -> None:
    worked: list[str] = []
    job = declare(lambda run: worked.append(run.id))
    run_id = start.start(job.name, None, now())

    cancelling.cancel(run_id, now())
    execution.perform(run_id)

    assert worked == []
    assert runs_of(job.name)[0].state == "cancelled"


def test_a_run_that_has_ended_cannot_be_cancelled(declare: Make) -> None:
    run_id = start.start(declare().name, None, now())
    execution.perform(run_id)

    with pytest.raises(cancelling.AlreadyFinishedError):
        cancelling.cancel(run_id, now())


def test_the_heart_beats_through_a_long_step(declare: Make, runs_of: Make) -> None:
    def work(run: Run) -> None:
        first = runs_of(job.name)[0].heartbeat_at
        until(lambda: runs_of(job.name)[0].heartbeat_at > first)

    job = declare(work)
    execution.perform(start.start(job.name, None, now()))

    assert runs_of(job.name)[0].state == "succeeded"


def test_a_killed_worker_s_run_is_lost_and_the_job_starts_again(
    declare: Make, runs_of: Make, in_child: Make
) -> None:
    # Without hours: one of the ten minutes below must not be that of its next run.
    job = declare(lambda _run: time.sleep(60), schedule=None)
    run_id = start.start(job.name, None, now())
    pid = in_child(lambda: execution.perform(run_id))
    until(lambda: runs_of(job.name)[0].state == "running")

    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert run_id not in ticking.tick(now()).lost
    with pytest.raises(start.StillActiveError):
        start.start(job.name, None, now())
    assert run_id in ticking.tick(now() + timedelta(minutes=10)).lost

    assert runs_of(job.name)[0].state == "lost"
    assert start.start(job.name, None, now()) != run_id


def test_a_run_that_was_given_up_stops_and_keeps_its_verdict(
    declare: Make, runs_of: Make
) -> None:
    """A machine slept: the run wakes after it was closed as lost."""
    went_on: list[str] = []

    def work(run: Run) -> None:
        history.lose(timedelta(0), now() + timedelta(seconds=1))
        run.progress(1, 2)
        went_on.append(run.id)

    job = declare(work)
    execution.perform(start.start(job.name, None, now()))

    assert went_on == []
    assert (runs_of(job.name)[0].state, runs_of(job.name)[0].error) == ("lost", "silent")


def test_ctrl_c_closes_the_run(declare: Make, runs_of: Make) -> None:
    def work(_run: Run) -> None:
        raise KeyboardInterrupt

    job = declare(work)
    with pytest.raises(KeyboardInterrupt):
        start.run_here(job.name, None, now(), lambda _p: None)

    assert (runs_of(job.name)[0].state, runs_of(job.name)[0].error) == (
        "cancelled",
        "interrupted",
    )


def test_no_heart_beats_after_its_run(declare: Make) -> None:
    execution.perform(start.start(declare().name, None, now()))

    assert "heart" not in [thread.name for thread in threading.enumerate()]
