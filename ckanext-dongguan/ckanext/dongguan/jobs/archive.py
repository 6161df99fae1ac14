"""Reading the table of runs for people."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model

from .model import runs


def show(run_id: str) -> Any:
    """Return the row of a run or None."""
    with model.meta.engine.connect() as connection:
        return connection.execute(sa.select(runs).where(runs.c.id == run_id)).one_or_none()


def latest(
    job: str | None = None,
    state: str | None = None,
    *,
    per_job: int | None = None,
    limit: int,
    offset: int = 0,
) -> list[Any]:
    """Return runs, newest first; with `per_job` at most that many of each job.

    A job of every minute would otherwise push all others off the first page.
    """
    rank = sa.func.row_number().over(partition_by=runs.c.job, order_by=runs.c.queued_at.desc())
    ranked = _filtered(sa.select(runs, rank.label("rank")), job, state).subquery()
    query = sa.select(ranked).order_by(ranked.c.queued_at.desc(), ranked.c.id)
    if per_job is not None:
        query = query.where(ranked.c.rank <= per_job)
    with model.meta.engine.connect() as connection:
        return list(connection.execute(query.limit(limit).offset(offset)))


def count(job: str | None = None, state: str | None = None) -> int:
    """Count runs."""
    query = _filtered(sa.select(sa.func.count()).select_from(runs), job, state)
    with model.meta.engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def _filtered(query: Any, job: str | None, state: str | None) -> Any:
    if job is not None:
        query = query.where(runs.c.job == job)
    if state is not None:
        query = query.where(runs.c.state == state)
    return query
