"""A run works once, and its end is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.lib import jobs as rq_jobs

from ckanext.dongguan.clock import now
from ckanext.dongguan.jobs import (
    execution,
    start,
    ticking,
)
from ckanext.dongguan.jobs.definition import ExplainedError, Run
from ckanext.dongguan.jobs.state import RunState

Make = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("quick_heart")


def test_eight_workers_claim_a_run_and_one_works(
    declare: Make, runs_of: Make, together: Make
) -> None:
    worked: list[str] = []
    job = declare(lambda run: worked.append(run.id))
    run_id = start.start(job.name, None, now())

    together(8, lambda: execution.perform(run_id))

    assert worked == [run_id]
    assert [run.state for run in runs_of(job.name)] == ["succeeded"]


def test_a_run_writes_its_progress_while_it_works(declare: Make, runs_of: Make) -> None:
    seen: list[tuple[int, int, str]] = []

    def work(run: Run) -> None:
        run.progress(1, 4, "第一批")
        row = runs_of(job.name)[0]
        seen.append((row.done, row.percent, row.message))

    job = declare(work)
    execution.perform(start.start(job.name, None, now()))

    assert seen == [(1, 25, "第一批")]
    row = runs_of(job.name)[0]
    assert (row.state, row.done, row.total, row.percent) == ("succeeded", 1, 4, 100)
    assert row.started_at <= row.finished_at


def test_a_job_that_raises_is_failed_with_its_reason(declare: Make, runs_of: Make) -> None:
    def work(run: Run) -> None:
        raise LookupError("没有这一页")

    job = declare(work)
    execution.perform(start.start(job.name, None, now()))

    row = runs_of(job.name)[0]
    assert (row.state, row.error) == ("failed", "LookupError: 没有这一页")


def test_a_reason_that_a_job_gives_in_a_sentence_is_kept_as_it_is(
    declare: Make, runs_of: Make
) -> None:
    def work(run: Run) -> None:
        raise ExplainedError("来源没有回答。请稍后再试。")

    job = declare(work)
    execution.perform(start.start(job.name, None, now()))

    row = runs_of(job.name)[0]
    assert (row.state, row.error) == ("failed", "来源没有回答。请稍后再试。")


def test_a_job_that_breaks_its_session_leaves_a_sound_one(declare: Make, runs_of: Make) -> None:
    job = declare(lambda _run: model.Session.execute(sa.text("SELECT nonsense")))

    execution.perform(start.start(job.name, None, now()))

    assert runs_of(job.name)[0].state == "failed"
    assert model.Session.execute(sa.text("SELECT 1")).scalar_one() == 1


def test_a_failed_job_can_start_again(declare: Make, runs_of: Make) -> None:
    job = declare(lambda _run: 1 / 0)
    execution.perform(start.start(job.name, None, now()))

    execution.perform(start.start(job.name, None, now()))

    assert [run.state for run in runs_of(job.name)] == ["failed", "failed"]


def test_a_job_gets_the_cursor_of_the_run_before(declare: Make) -> None:
    seen: list[Any] = []

    def work(run: Run) -> None:
        seen.append(run.previous and (run.previous.state, run.previous.cursor))
        if len(seen) == 1:
            run.save({"page": 40})
            raise OSError("the line is dead")

    job = declare(work)
    for _ in range(3):
        execution.perform(start.start(job.name, None, now()))

    assert seen == [None, (RunState.FAILED, {"page": 40}), (RunState.FAILED, {"page": 40})]


def test_a_job_whose_room_is_switched_off_fails_with_a_reason(
    declare: Make, runs_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = declare()
    run_id = start.start(job.name, None, now())
    monkeypatch.undo()

    execution.perform(run_id)

    assert (runs_of(job.name)[0].state, runs_of(job.name)[0].error) == ("failed", "undeclared")


def test_a_job_can_run_here_with_progress_and_no_tick_takes_it(
    declare: Make, runs_of: Make
) -> None:
    heard: list[int] = []

    def work(run: Run) -> None:
        ticking.tick(now())
        assert rq_jobs.get_queue(job.queue).count == 0
        run.progress(1, 2)
        run.progress(2, 2)

    job = declare(work)
    _, state = start.run_here(job.name, "lao-wang", now(), lambda p: heard.append(p.percent))

    assert (state, heard) == (RunState.SUCCEEDED, [50, 100])
    assert runs_of(job.name)[0].requested_by == "lao-wang"
