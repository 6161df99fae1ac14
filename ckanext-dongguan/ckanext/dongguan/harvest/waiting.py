"""Records that wait for a decision of their department, and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model

from .model import items

_COLUMNS = items.c
_SHOWN = (
    _COLUMNS.source, _COLUMNS.remote_id, _COLUMNS.title, _COLUMNS.package_id,
    _COLUMNS.waiting, _COLUMNS.audience, _COLUMNS.changed_at,
)  # fmt: skip


def queue(source: str | None, limit: int, offset: int) -> Sequence[Mapping[str, Any]]:
    """List what waits, oldest first."""
    query = sa.select(*_SHOWN).where(_COLUMNS.waiting != "", _COLUMNS.withdrawn_at.is_(None))
    if source:
        query = query.where(_COLUMNS.source == source)
    query = query.order_by(_COLUMNS.changed_at, _COLUMNS.remote_id).limit(limit).offset(offset)
    with model.meta.engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def count(source: str | None = None) -> int:
    """Count what waits."""
    query = sa.select(sa.func.count()).where(
        _COLUMNS.waiting != "", _COLUMNS.withdrawn_at.is_(None)
    )
    if source:
        query = query.where(_COLUMNS.source == source)
    with model.meta.engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def item(source: str, remote_id: str) -> Mapping[str, Any] | None:
    """Read one record's row."""
    query = sa.select(items).where(_COLUMNS.source == source, _COLUMNS.remote_id == remote_id)
    with model.meta.engine.connect() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def of_dataset(package_id: str) -> Mapping[str, Any] | None:
    """Read the row behind a dataset."""
    query = sa.select(items).where(_COLUMNS.package_id == package_id).limit(1)
    with model.meta.engine.connect() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def give(source: str, remote_id: str, record: Mapping[str, str]) -> None:
    """Keep a department's decision in the running transaction; the next run applies it all.

    Without its hash the record is read as changed: its files come with it.
    """
    model.Session.execute(
        items.update()
        .where(_COLUMNS.source == source, _COLUMNS.remote_id == remote_id)
        .values(given=dict(record), waiting="", hash="", stamp="")
    )
