"""Each live source as a recurring job, by its own schedule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from ckanext.dongguan.clock import now
from ckanext.dongguan.harvesters.problem import SourceError
from ckanext.dongguan.jobs.definition import ExplainedError, JobDefinition, Run

from . import elsewhere, notices, runs, sources
from .following import Wish, follow

LONGEST = 12 * 3600
PREFIX = "harvest-"
HISTORY_DAYS = 400


def declared() -> tuple[JobDefinition, ...]:
    """Declare a job for each source, and the room's own.

    The tables may not be there yet: a site asks for its jobs before its first migration.
    """
    try:
        rows = sources.all_rows()
    except sa.exc.ProgrammingError:
        rows = ()
    live = (_job(row["name"], row["title"], row["schedule"]) for row in rows)
    return (*live, *(_dry(row["name"], row["title"]) for row in rows), *_OWN)


def job_name(source: str) -> str:
    """Name the job of a source."""
    return f"{PREFIX}{source}"


def dry_name(source: str) -> str:
    """Name the job that only looks what a run would do."""
    return f"{PREFIX}dry-{source}"


def _dry(name: str, title: str) -> JobDefinition:
    return JobDefinition(
        name=dry_name(name),
        title="Trial run: {source}",
        names={"source": title},
        schedule=None,
        limit_seconds=LONGEST,
        run=partial(_explained, _imagine, name),
        queue="long",
    )


def _imagine(name: str, run: Run) -> None:
    _id, result = follow(Wish(source=name, is_dry=True), run)
    total = result.tally.total
    run.progress(
        total, total, f"{result.tally.summary()}；将公开 {result.tally.public_count} 条"
    )


def _job(name: str, title: str, schedule: str | None) -> JobDefinition:
    return JobDefinition(
        name=job_name(name),
        title="Harvest: {source}",
        names={"source": title},
        schedule=schedule or None,
        limit_seconds=LONGEST,
        run=partial(_explained, _follow, name),
        queue="long",
    )


def _follow(name: str, run: Run) -> None:
    stored = sources.find(name, with_credentials=False)
    if stored is not None and not stored.is_live:
        run.progress(0, 0, "来源尚未批准或已停用，不汇聚")
        return
    if stored is not None and elsewhere.is_elsewhere(stored):
        run.progress(0, 0, elsewhere.start(stored))
        return
    _id, result = follow(Wish(source=name), run)
    if result.problem:
        raise result.problem
    total = result.tally.total
    run.progress(total, total, result.tally.summary())


def _explained(work: Callable[[str, Run], None], name: str, run: Run) -> None:
    """Do a job of a source; what is wrong there is said as it is."""
    try:
        work(name, run)
    except SourceError as problem:
        raise ExplainedError(str(problem)) from problem


def _forget(run: Run) -> None:
    run.progress(0, 1)
    runs.forget(now() - timedelta(days=HISTORY_DAYS))
    run.progress(1, 1)


def _finish(run: Run) -> None:
    run.progress(0, 1)
    elsewhere.finish()
    run.progress(1, 1)


_OWN = (
    JobDefinition(
        name="harvest-history",
        title="Delete old runs of the harvests",
        schedule="41 3 * * *",
        limit_seconds=600,
        run=_forget,
    ),
    JobDefinition(
        name="harvest-notices",
        title="Send the notices of ended harvests",
        schedule="* * * * *",
        limit_seconds=300,
        run=notices.send_due,
    ),
    JobDefinition(
        name="harvest-elsewhere",
        title="Finish the jobs of ckanext-harvest",
        schedule="*/5 * * * *",
        limit_seconds=600,
        run=_finish,
    ),
)
