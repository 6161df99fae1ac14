"""The table of runs: each change of state is one conditional UPDATE."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from .model import jobs, runs
from .progress import Progress
from .state import FINISHED, Event, RunState, sources, target


def add(connection: Any, job: str, requested_by: str | None, now: datetime) -> str | None:
    """Queue a run and return its id; None where the job has an active run already."""
    statement = (
        insert(runs)
        .values(id=str(uuid.uuid4()), job=job, requested_by=requested_by, queued_at=now)
        .on_conflict_do_nothing()
        .returning(runs.c.id)
    )
    return connection.execute(statement).scalar_one_or_none()  # type: ignore[no-any-return]


def happen(
    connection: Any, run_id: str, event: Event, *, only: RunState | None = None, **values: Any
) -> Any:
    """Let an event happen to a run and return its new row; None where it cannot happen."""
    possible = sources(event) if only is None else (only,)
    statement = (
        runs.update()
        .where(runs.c.id == run_id, runs.c.state.in_(possible))
        .values(state=target(event), **values)
        .returning(runs)
    )
    return connection.execute(statement).one_or_none()


def claim(connection: Any, run_id: str, worker: str, now: datetime) -> Any:
    """Make a queued run this worker's own; None where somebody else has it."""
    return happen(
        connection, run_id, Event.CLAIM, worker=worker, started_at=now, heartbeat_at=now
    )


def waiting(connection: Any) -> Sequence[Any]:
    """Lock and return the queued runs with queue and limit of their job, oldest first."""
    query = (
        sa.select(runs.c.id, runs.c.job, runs.c.queued_at, jobs.c.queue, jobs.c.limit_seconds)
        .join(jobs, jobs.c.name == runs.c.job)
        .where(runs.c.state == RunState.QUEUED)
        .order_by(runs.c.queued_at)
        .with_for_update(skip_locked=True, of=runs)
    )
    return list(connection.execute(query))


def beat(run_id: str, now: datetime, progress: Progress | None = None) -> bool:
    """Note that a run is alive, and its progress; tell whether it is still wanted."""
    values = {"heartbeat_at": now} | (_columns(progress) if progress else {})
    statement = (
        runs.update()
        .where(runs.c.id == run_id, runs.c.state == RunState.RUNNING)
        .values(**values)
        .returning(runs.c.cancel_requested_at)
    )
    with model.meta.engine.begin() as connection:
        row = connection.execute(statement).one_or_none()
    return row is not None and row.cancel_requested_at is None


def save_cursor(run_id: str, cursor: dict[str, Any]) -> None:
    """Keep where a run stands for the next one."""
    with model.meta.engine.begin() as connection:
        connection.execute(runs.update().where(runs.c.id == run_id).values(cursor=cursor))


def last_with_cursor(job: str, before: datetime) -> Any:
    """Return state and cursor of the job's last run that kept one, or None."""
    query = (
        sa.select(runs.c.state, runs.c.cursor)
        .where(runs.c.job == job, runs.c.cursor.is_not(None), runs.c.queued_at < before)
        .order_by(runs.c.queued_at.desc())
        .limit(1)
    )
    with model.meta.engine.connect() as connection:
        return connection.execute(query).one_or_none()


def finish(
    run_id: str, event: Event, progress: Progress, error: str | None, now: datetime
) -> bool:
    """Close a run with its last progress; False where it was closed by somebody else."""
    values = {**_columns(progress), "remaining_seconds": None}
    if event is Event.SUCCEED:
        values["percent"] = 100
    with model.meta.engine.begin() as connection:
        row = happen(connection, run_id, event, finished_at=now, error=error, **values)
    return row is not None


def request_cancel(connection: Any, run_id: str, now: datetime) -> Any:
    """Ask a running run to stop; return its row, None where it does not run."""
    statement = (
        runs.update()
        .where(runs.c.id == run_id, runs.c.state == RunState.RUNNING)
        .values(cancel_requested_at=sa.func.coalesce(runs.c.cancel_requested_at, now))
        .returning(runs)
    )
    return connection.execute(statement).one_or_none()


def lose(silence: timedelta, now: datetime) -> list[str]:
    """Close the runs whose heart has been silent for longer; return their ids."""
    statement = (
        runs.update()
        .where(
            runs.c.state.in_(sources(Event.LOSE)),
            runs.c.heartbeat_at < now - silence,
        )
        .values(state=target(Event.LOSE), finished_at=now, error="silent")
        .returning(runs.c.id)
    )
    with model.meta.engine.begin() as connection:
        return list(connection.execute(statement).scalars())


def forget(before: datetime) -> int:
    """Delete finished runs older than that, but never the last of a job; return how many."""
    newer = runs.alias()
    has_newer = sa.exists().where(
        newer.c.job == runs.c.job, newer.c.queued_at > runs.c.queued_at
    )
    statement = runs.delete().where(
        runs.c.state.in_(FINISHED), runs.c.queued_at < before, has_newer
    )
    with model.meta.engine.begin() as connection:
        return int(connection.execute(statement).rowcount)


def _columns(progress: Progress) -> dict[str, Any]:
    return {
        "done": progress.done,
        "total": progress.total,
        "percent": progress.percent,
        "message": progress.message,
        "remaining_seconds": progress.remaining_seconds,
    }
