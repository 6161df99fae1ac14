"""A queued run reaches RQ once, whatever breaks on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ckan import model
from ckan.lib import jobs as rq_jobs

from ckanext.dongguan.jobs import (
    history,
    start,
    ticking,
    waiting_line,
)

from .conftest import BEFORE, DUE, QUEUE, rq_ids

Make = Callable[..., Any]


def test_a_crash_between_commit_and_queue_is_made_good_once(
    declare: Make, runs_of: Make, together: Make
) -> None:
    job = declare()
    ticking.tick(BEFORE)
    ticking.queue_due({job.name}, DUE)
    assert rq_ids() == []

    done = together(4, lambda: ticking.tick(DUE + timedelta(minutes=10)))

    assert sum(one.enqueued for one in done) >= 1
    assert rq_ids() == [runs_of(job.name)[0].id]


def test_a_queued_run_survives_an_emptied_redis(declare: Make, runs_of: Make) -> None:
    job = declare()
    ticking.tick(BEFORE)
    ticking.tick(DUE)
    rq_jobs.get_queue(QUEUE).delete(delete_jobs=True)

    ticking.tick(DUE + timedelta(seconds=10))

    assert rq_ids() == [runs_of(job.name)[0].id]


def test_a_run_whose_worker_died_before_claiming_it_is_queued_again(
    declare: Make, runs_of: Make
) -> None:
    """A worker took the job from the queue and was killed: RQ still calls it queued."""
    job = declare()
    ticking.tick(BEFORE)
    ticking.tick(DUE)
    rq_jobs.get_queue(QUEUE).pop_job_id()

    ticking.tick(DUE + timedelta(seconds=10))
    assert rq_ids() == []
    ticking.tick(DUE + timedelta(seconds=61))

    assert rq_ids() == [runs_of(job.name)[0].id]


def test_a_run_that_waits_long_for_a_worker_keeps_its_place_in_the_queue(
    declare: Make,
) -> None:
    first = start.start(declare().name, None, BEFORE)
    queued_at = rq_jobs.job_from_id(first).created_at

    ticking.tick(BEFORE + timedelta(hours=5))

    assert rq_jobs.job_from_id(first).created_at == queued_at
    assert rq_ids().count(first) == 1


def test_a_run_that_another_tick_hands_over_is_left_to_it(declare: Make) -> None:
    job = declare()
    ticking.tick(BEFORE)
    ticking.queue_due({job.name}, DUE)

    with model.meta.engine.begin() as other:
        assert [row.job for row in history.waiting(other)] == [job.name]
        assert waiting_line.enqueue_waiting(DUE) == 0


def test_a_limit_above_rq_s_180_seconds_reaches_rq(declare: Make) -> None:
    job = declare(limit_seconds=6 * 3600)

    run_id = start.start(job.name, None, BEFORE)

    assert rq_jobs.job_from_id(run_id).timeout == 6 * 3600
