"""The table of sources, and a source as the library wants it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ckanext.dongguan.harvesters.limits import Limits
from ckanext.dongguan.harvesters.source import Source
from ckanext.dongguan.harvesters.window import Window

from . import config
from .model import batches, items, marks, sources

_COLUMNS = sources.c


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How a source is followed; what its record says under `rules`."""

    grace_days: int = 7
    shrink_percent: float = 10.0
    full_every_days: int = 7
    kept_fields: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    notify: str = "failed"
    notify_to: tuple[str, ...] = ()

    @property
    def grace(self) -> timedelta:
        """How long a record may be missing."""
        return timedelta(days=self.grace_days)

    @property
    def hours(self) -> tuple[Window, ...]:
        """When the source may be called."""
        return tuple(Window.read(one) for one in self.windows)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A source's record."""

    source: Source
    policy: Policy
    row: Mapping[str, Any] = field(repr=False)

    @property
    def is_live(self) -> bool:
        """Tell whether the source is approved and switched on."""
        return bool(self.row["approved_at"] and self.row["is_active"])


def find(name: str, *, with_credentials: bool = True) -> Stored | None:
    """Read a source; raises SourceError where its credentials cannot be read."""
    found = row(name)
    return stored(found, with_credentials=with_credentials) if found else None


def row(name: str) -> Mapping[str, Any] | None:
    """Read the record of a source."""
    if "\0" in name:
        # No text of the database holds it.
        return None
    with model.meta.engine.connect() as connection:
        query = sa.select(sources).where(_COLUMNS.name == name)
        found = connection.execute(query).mappings().one_or_none()
    return dict(found) if found else None


def stored(row: Mapping[str, Any], *, with_credentials: bool = True) -> Stored:
    """Make a source of its row."""
    given = config.credentials(row["credentials"]) if with_credentials else {}
    source = Source(
        name=row["name"], title=row["title"], adapter=row["adapter"], address=row["address"],
        system=row["system"], options=row["options"], credentials=given,
        owner=row["owner_org"], limits=Limits(**_tuples(row["limits"])),
    )  # fmt: skip
    return Stored(source=source, policy=policy(row["rules"]), row=row)


def policy(rules: Mapping[str, Any]) -> Policy:
    """Read how a source is followed; what its rules leave out is as usual."""
    return Policy(**_tuples(rules))


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}


def all_rows() -> Sequence[Mapping[str, Any]]:
    """Read all sources by title."""
    with model.meta.engine.connect() as connection:
        query = sa.select(sources).order_by(_COLUMNS.title)
        return [dict(row) for row in connection.execute(query).mappings()]


def add(values: Mapping[str, Any]) -> bool:
    """Write a new source; tell whether its name was free."""
    statement = insert(sources).values(**values).on_conflict_do_nothing()
    with model.meta.engine.begin() as connection:
        return bool(connection.execute(statement).rowcount)


def save(values: Mapping[str, Any]) -> None:
    """Write a source; what is not given stays as it is."""
    statement = insert(sources).values(**values)
    told = {k: v for k, v in values.items() if k not in ("name", "created_by")}
    statement = statement.on_conflict_do_update(
        index_elements=["name"], set_={**told, "changed_at": sa.func.now()}
    )
    with model.meta.engine.begin() as connection:
        connection.execute(statement)


def note(name: str, **values: Any) -> None:
    """Write what runs and people settle about a source."""
    with model.meta.engine.begin() as connection:
        connection.execute(sources.update().where(_COLUMNS.name == name).values(**values))


def approve(name: str, by: str, now: datetime) -> None:
    """Let a source go live; of two who approve it, the first has."""
    statement = sources.update().where(_COLUMNS.name == name, _COLUMNS.approved_at.is_(None))
    with model.meta.engine.begin() as connection:
        connection.execute(statement.values(approved_by=by, approved_at=now))


def read_anew(name: str) -> None:
    """Have the next run read all of a source, whatever it said of itself before."""
    with model.meta.engine.begin() as connection:
        _read_anew(connection, name)


def apply_anew(name: str) -> None:
    """Have the next run write every record of a source, changed there or not."""
    with model.meta.engine.begin() as connection:
        mine = items.update().where(items.c.source == name)
        connection.execute(mine.values(hash="", stamp=""))
        _read_anew(connection, name)


def _read_anew(connection: sa.Connection, name: str) -> None:
    connection.execute(marks.delete().where(marks.c.source == name))
    connection.execute(sources.update().where(_COLUMNS.name == name).values(cursor={}))


def delete(name: str) -> None:
    """Forget a source; its datasets stay."""
    with model.meta.engine.begin() as connection:
        for table in (items, marks, batches):
            connection.execute(table.delete().where(table.c.source == name))
        connection.execute(sources.delete().where(_COLUMNS.name == name))
