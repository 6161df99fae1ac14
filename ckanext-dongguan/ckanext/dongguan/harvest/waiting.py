"""Records that wait for a decision of their department, and the decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from ckan import model

from .model import items

_COLUMNS = items.c
_SHOWN = (
    _COLUMNS.source, _COLUMNS.remote_id, _COLUMNS.title, _COLUMNS.package_id,
    _COLUMNS.waiting, _COLUMNS.unread, _COLUMNS.audience, _COLUMNS.changed_at,
    model.Group.title.label("department"), model.Group.name.label("department_name"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose waiting records are meant: those of a source, of some departments (ids)."""

    source: str | None = None
    departments: Collection[str] | None = None

    def of(self, query: Any) -> Any:
        """Narrow a query down to them."""
        package = model.Package
        query = query.join(package, package.id == _COLUMNS.package_id)
        query = query.outerjoin(model.Group, model.Group.id == package.owner_org)
        query = query.where(_COLUMNS.waiting != "", _COLUMNS.withdrawn_at.is_(None))
        if self.source:
            query = query.where(_COLUMNS.source == self.source)
        if self.departments is not None:
            query = query.where(package.owner_org.in_(list(self.departments)))
        return query


def queue(asked: Asked, limit: int, offset: int) -> Sequence[Mapping[str, Any]]:
    """List what waits, oldest first."""
    query = asked.of(sa.select(*_SHOWN).select_from(items))
    query = query.order_by(_COLUMNS.changed_at, _COLUMNS.remote_id).limit(limit).offset(offset)
    with model.meta.engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def count(asked: Asked) -> int:
    """Count what waits."""
    query = asked.of(sa.select(sa.func.count()).select_from(items))
    with model.meta.engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def item(source: str, remote_id: str) -> Mapping[str, Any] | None:
    """Read one record's row."""
    if "\0" in f"{source}{remote_id}":
        # No text of the database holds it.
        return None
    query = sa.select(items).where(_COLUMNS.source == source, _COLUMNS.remote_id == remote_id)
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
        .values(given=dict(record), waiting="", unread="", hash="", stamp="")
    )
