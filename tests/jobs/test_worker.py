"""The way through RQ, with its real worker."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from typing import Any

from ckan import model
from ckan.lib import jobs as rq_jobs

from ckanext.dongguan.clock import now
from ckanext.dongguan.jobs import cancelling, start
from ckanext.dongguan.jobs.definition import Run

from ..waiting import until

Make = Callable[..., Any]


def test_a_worker_performs_a_run_in_a_process_of_its_own(
    declare: Make, runs_of: Make, work_off: Make
) -> None:
    def work(run: Run) -> None:
        model.Session.query(model.User).count()
        run.progress(2, 2, "完成")

    job = declare(work)
    start.start(job.name, "lao-wang", now())

    work_off()

    row = runs_of(job.name)[0]
    assert (row.state, row.message, row.requested_by) == ("succeeded", "完成", "lao-wang")
    assert rq_jobs.get_queue(job.queue).count == 0


def test_a_job_over_its_limit_is_stopped_and_says_so(
    declare: Make, runs_of: Make, work_off: Make
) -> None:
    def work(_run: Run) -> None:
        # RQ's own alarm, brought forward: the limit passes while the job is at work.
        signal.alarm(1)
        time.sleep(60)

    job = declare(work, limit_seconds=600)
    start.start(job.name, None, now())

    work_off()

    assert (runs_of(job.name)[0].state, runs_of(job.name)[0].error) == ("failed", "limit")


def test_a_run_that_does_not_listen_is_stopped_by_force(
    declare: Make, runs_of: Make, work_off: Make, in_child: Make
) -> None:
    job = declare(lambda _run: time.sleep(60))
    run_id = start.start(job.name, None, now())
    in_child(work_off)
    until(lambda: runs_of(job.name)[0].state == "running")

    cancelling.cancel(run_id, now())
    assert runs_of(job.name)[0].state == "running"
    cancelling.cancel(run_id, now(), force=True)

    assert (runs_of(job.name)[0].state, runs_of(job.name)[0].error) == (
        "cancelled",
        "interrupted",
    )


def test_force_without_a_worker_leaves_the_request_standing(
    declare: Make, runs_of: Make
) -> None:
    def work(run: Run) -> None:
        cancelling.cancel(run.id, now(), force=True)
        run.heartbeat()

    job = declare(work)
    start.run_here(job.name, None, now(), lambda _p: None)

    assert (runs_of(job.name)[0].state, runs_of(job.name)[0].error) == ("cancelled", None)
