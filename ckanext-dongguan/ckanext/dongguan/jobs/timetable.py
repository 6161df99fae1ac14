"""The table of jobs: which exist, when each is due, which are switched off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from .definition import JobDefinition
from .model import jobs
from .schedule import next_due


def sync(definitions: Iterable[JobDefinition], now: datetime) -> None:
    """Bring the rows in line with what the rooms declare; a person's schedule stays."""
    with model.meta.engine.begin() as connection:
        known = {row.name: row for row in connection.execute(sa.select(jobs))}
        for definition in definitions:
            row = known.get(definition.name)
            if row is None or _facts(definition).items() - row._mapping.items():
                connection.execute(_upsert(definition, row, now))


def rows() -> dict[str, Any]:
    """Return all rows by the job's name."""
    with model.meta.engine.connect() as connection:
        return {row.name: row for row in connection.execute(sa.select(jobs))}


def take_due(connection: Any, names: Iterable[str], now: datetime) -> list[Any]:
    """Lock and return the due rows of these jobs; rows another tick holds are passed over."""
    columns = jobs.c
    query = (
        sa.select(jobs)
        .where(columns.is_enabled, columns.next_due_at <= now, columns.name.in_(list(names)))
        .order_by(columns.next_due_at)
        .with_for_update(skip_locked=True)
    )
    return list(connection.execute(query))


def move_on(connection: Any, row: Any, now: datetime, *, is_started: bool) -> None:
    """Set when a due job is due again, and whether it ran or was passed over now."""
    noted = jobs.c.last_run_at if is_started else jobs.c.skipped_at
    connection.execute(
        _named(row.name).values(
            {jobs.c.next_due_at: next_due(row.schedule, now), noted: now},
        )
    )


def note_run(connection: Any, name: str, now: datetime) -> None:
    """Remember that a job was started by hand."""
    connection.execute(_named(name).values(last_run_at=now))


def enable(name: str, schedule: str | None, now: datetime) -> None:
    """Switch a job on; what was missed while it was off is not made up for."""
    _change(name, is_enabled=True, next_due_at=schedule and next_due(schedule, now))


def disable(name: str) -> None:
    """Switch a job off: it starts by hand only."""
    _change(name, is_enabled=False)


def reschedule(name: str, schedule: str | None, now: datetime) -> None:
    """Give a job another schedule; raises ScheduleError and then changes nothing."""
    _change(name, schedule=schedule, next_due_at=schedule and next_due(schedule, now))


def _change(name: str, **values: Any) -> None:
    with model.meta.engine.begin() as connection:
        connection.execute(_named(name).values(**values))


def _named(name: str) -> Any:
    return jobs.update().where(jobs.c.name == name)


def _facts(definition: JobDefinition) -> dict[str, Any]:
    return {
        "declared_schedule": definition.schedule,
        "queue": definition.queue,
        "limit_seconds": definition.limit_seconds,
    }


def _upsert(definition: JobDefinition, row: Any, now: datetime) -> Any:
    values = _facts(definition)
    if row is None or row.schedule == row.declared_schedule != definition.schedule:
        values["schedule"] = definition.schedule
        values["next_due_at"] = definition.schedule and next_due(definition.schedule, now)
    # Two processes may start at once: the second finds the row of the first.
    statement = insert(jobs).values(name=definition.name, **values)
    return statement.on_conflict_do_update(index_elements=["name"], set_=values)
