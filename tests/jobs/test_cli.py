"""`ckan dongguan-jobs`."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from click.testing import Result

from ckanext.dongguan.clock import now
from ckanext.dongguan.jobs import cli, ticking, timetable
from ckanext.dongguan.jobs.definition import Run

from ..commands import call
from ..waiting import until

Make = Callable[..., Any]


@pytest.fixture
def jobs(app: Any, declare: Make) -> Callable[..., Result]:
    """Call the command."""
    return partial(call, cli.jobs)


def test_list_shows_each_job(jobs: Make, declare: Make) -> None:
    job = declare()

    answer = jobs("list")

    assert answer.exit_code == 0
    assert any(line.startswith(f"{job.name}\t-\t") for line in answer.output.splitlines())


def test_run_queues_and_cancel_cancels(jobs: Make, declare: Make, runs_of: Make) -> None:
    job = declare()

    run_id = jobs("run", job.name).output.strip()
    assert [run.id for run in runs_of(job.name)] == [run_id]
    assert jobs("cancel", run_id).exit_code == 0

    assert runs_of(job.name)[0].state == "cancelled"


def test_run_now_works_in_the_foreground(jobs: Make, declare: Make, runs_of: Make) -> None:
    job = declare(lambda run: run.progress(3, 3))

    answer = jobs("run", job.name, "--now")

    assert answer.exit_code == 0
    assert (runs_of(job.name)[0].state, runs_of(job.name)[0].requested_by) == (
        "succeeded",
        "(command line)",
    )


def test_run_now_of_a_job_that_fails_says_why(jobs: Make, declare: Make) -> None:
    def work(_run: Run) -> None:
        raise OSError("线路不通")

    answer = jobs("run", declare(work).name, "--now")

    assert answer.exit_code == 1
    assert "线路不通" in answer.output


def test_tick_names_what_it_started_and_what_it_passed_over(jobs: Make, declare: Make) -> None:
    job = declare()
    ticking.tick(now() - timedelta(days=2))

    assert job.name in jobs("tick").output.split()

    ticking.tick(now() - timedelta(days=2))
    timetable.reschedule(job.name, job.schedule, now() - timedelta(days=2))
    assert f"({job.name})" in jobs("tick").output.split()


def test_tick_forever_starts_jobs_until_it_is_told_to_stop(
    declare: Make, runs_of: Make, in_child: Make
) -> None:
    job = declare()
    ticking.tick(now() - timedelta(days=2))
    pid = in_child(lambda: ticking.tick_forever(0.1))
    until(lambda: bool(runs_of(job.name)))

    os.kill(pid, signal.SIGTERM)

    assert os.waitpid(pid, 0) == (pid, 0)
    assert len(runs_of(job.name)) == 1


def test_a_job_is_switched_off_and_on(jobs: Make, declare: Make, job_row: Make) -> None:
    job = declare()

    jobs("disable", job.name)
    assert job_row(job.name).is_enabled is False
    jobs("enable", job.name)
    assert job_row(job.name).is_enabled is True


def test_a_schedule_is_set(jobs: Make, declare: Make, job_row: Make) -> None:
    job = declare()

    assert jobs("schedule", job.name, "0 5 * * *").exit_code == 0

    assert job_row(job.name).schedule == "0 5 * * *"


@pytest.mark.parametrize(
    "arguments",
    [("run", "nope"), ("run", "nope", "--now"), ("cancel", "nope"), ("enable", "nope"),
     ("schedule", "jobs-sweep", "never")],
)  # fmt: skip
def test_bad_input_is_a_sentence_and_an_exit_code(
    jobs: Make, declare: Make, arguments: tuple[str, ...]
) -> None:
    answer = jobs(*arguments)

    assert answer.exit_code == 1
    assert answer.output.startswith("错误：")
    assert "Traceback" not in answer.output
