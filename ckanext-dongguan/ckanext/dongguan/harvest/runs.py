"""The table of runs: begun, finished, and what they cost."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from ckan import model

from . import notices
from .model import faults, runs, sources
from .model import notices as notice_rows

_COLUMNS = runs.c
INTERRUPTED = {"place": "汇聚进程", "cause": "上次运行中途停止", "remedy": "已从停下的地方继续"}


def begin(source: str, mode: str, version: str, by: str, *, is_dry: bool) -> str:
    """Write a run down and return its id."""
    run_id = str(uuid.uuid4())
    values = {
        "id": run_id, "source": source, "mode": mode, "version": version,
        "requested_by": by, "is_dry": is_dry,
    }  # fmt: skip
    with model.meta.engine.begin() as connection:
        connection.execute(runs.insert().values(**values, started_at=sa.func.now()))
    return run_id


def close_interrupted(source: str) -> None:
    """Close what a killed process left running; the caller holds the source's lock."""
    statement = (
        runs.update()
        .where(_COLUMNS.source == source, _COLUMNS.state == "running")
        .values(state="stopped", problem=INTERRUPTED, finished_at=sa.func.now())
    )
    with model.meta.engine.begin() as connection:
        connection.execute(statement)


def cut_off(source: str) -> frozenset[str]:
    """Name the runs that did not come to their end since the last one that did."""
    return _since_the_last_good(source, _COLUMNS.state.in_(("stopped", "cancelled", "failed")))


def looped(source: str) -> frozenset[str]:
    """Name the runs since the last good one in which the pages repeated themselves."""
    return _since_the_last_good(source, _COLUMNS.problem["is_looping"].as_boolean())


def _since_the_last_good(source: str, how: sa.ColumnElement[bool]) -> frozenset[str]:
    real = (_COLUMNS.source == source, _COLUMNS.is_dry.is_(False))
    good = sa.select(sa.func.max(_COLUMNS.started_at)).where(
        *real, _COLUMNS.state == "succeeded"
    )
    since = sa.func.coalesce(good.scalar_subquery(), sa.func.to_timestamp(0))
    query = sa.select(_COLUMNS.id).where(*real, how, _COLUMNS.started_at > since)
    with model.meta.engine.connect() as connection:
        return frozenset(connection.execute(query).scalars())


def tell(run_id: str, done: int, total: int, counts: Mapping[str, int]) -> None:
    """Write down how far a run is."""
    values = {"done": done, "total": total, "counts": counts}
    with model.meta.engine.begin() as connection:
        connection.execute(runs.update().where(_COLUMNS.id == run_id).values(**values))


def finish(run_id: str, state: str, told: Iterable[str] = (), **values: Any) -> None:
    """Close a run; `told` are the accounts that are sent a notice."""
    statement = runs.update().where(_COLUMNS.id == run_id)
    with model.meta.engine.begin() as connection:
        connection.execute(statement.values(state=state, finished_at=sa.func.now(), **values))
        notices.note(connection, run_id, told)


def latest(source: str | None = None, limit: int = 20) -> Sequence[Mapping[str, Any]]:
    """Read runs, newest first."""
    query = sa.select(runs).order_by(_COLUMNS.started_at.desc()).limit(limit)
    if source:
        query = query.where(_COLUMNS.source == source)
    with model.meta.engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def last_good(source: str) -> datetime | None:
    """Tell when a source was last followed to its end: so old is what the portal has of it."""
    query = sa.select(sa.func.max(_COLUMNS.finished_at)).where(
        _COLUMNS.source == source, _COLUMNS.state == "succeeded", _COLUMNS.is_dry.is_(False)
    )
    with model.meta.engine.connect() as connection:
        found: datetime | None = connection.execute(query).scalar_one_or_none()
    return found


def conflicts(remedy: str) -> Sequence[Mapping[str, Any]]:
    """Read the faults with a remedy in the newest run of each source."""
    newest = (
        sa.select(_COLUMNS.id)
        .where(_COLUMNS.is_dry.is_(False), _COLUMNS.state != "running")
        .distinct(_COLUMNS.source)
        .order_by(_COLUMNS.source, _COLUMNS.started_at.desc())
    )
    query = sa.select(faults).where(faults.c.run.in_(newest), faults.c.remedy == remedy)
    with model.meta.engine.connect() as connection:
        return [dict(row) for row in connection.execute(query.order_by(faults.c.id)).mappings()]


def shrunk() -> Sequence[Mapping[str, Any]]:
    """Read the sources whose last run asks whether their records are really gone."""
    last = (
        sa.select(_COLUMNS.source, _COLUMNS.problem)
        .distinct(_COLUMNS.source)
        .order_by(_COLUMNS.source, _COLUMNS.started_at.desc())
        .subquery()
    )
    query = (
        sa.select(sources.c.name, sources.c.title, last.c.problem)
        .join(last, last.c.source == sources.c.name)
        .where(
            last.c.problem["needs_person"].as_boolean(),
            sources.c.shrink_confirmed_at.is_(None),
        )
        .order_by(sources.c.title)
    )
    with model.meta.engine.connect() as connection:
        rows = connection.execute(query).all()
    return [{"name": row.name, "title": row.title, **row.problem} for row in rows]


def show(run_id: str) -> Mapping[str, Any] | None:
    """Read a run."""
    query = sa.select(runs).where(_COLUMNS.id == run_id)
    with model.meta.engine.connect() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def faults_of(run_id: str, limit: int = 1000, offset: int = 0) -> Sequence[Mapping[str, Any]]:
    """Read what could not be taken in a run, in the order in which it was met."""
    query = sa.select(faults).where(faults.c.run == run_id).order_by(faults.c.id)
    with model.meta.engine.connect() as connection:
        found = connection.execute(query.limit(limit).offset(offset)).mappings()
        return [dict(row) for row in found]


def forget(before: datetime) -> int:
    """Delete runs older than that with their faults; return how many runs."""
    old = sa.select(_COLUMNS.id).where(_COLUMNS.started_at < before)
    with model.meta.engine.begin() as connection:
        for table in (faults, notice_rows):
            connection.execute(table.delete().where(table.c.run.in_(old)))
        statement = runs.delete().where(_COLUMNS.started_at < before)
        return int(connection.execute(statement).rowcount)
