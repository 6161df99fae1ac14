"""Which record of which source became which dataset, and what it said then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from .model import source_records
from .record import SourceKey


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The dataset of a record, and the fingerprint with which it was last written."""

    package_id: str
    fingerprint: str


def look_up(keys: Sequence[SourceKey]) -> dict[SourceKey, Entry]:
    """Find the entries of records and keep other writers of their sources waiting.

    The lock ends with the transaction. It is one for each source: a lock for each of
    20,000 records would not fit into PostgreSQL's table of locks.
    """
    columns = source_records.c
    found: dict[SourceKey, Entry] = {}
    for system in sorted({key.system for key in keys}):
        model.Session.execute(_lock(system))
        ids = [key.id for key in keys if key.system == system]
        query = sa.select(columns.source_id, columns.package_id, columns.fingerprint).where(
            columns.source_system == system, columns.source_id.in_(ids)
        )
        # A record whose dataset was purged is a new one.
        query = query.join(model.Package, model.Package.id == columns.package_id)
        for row in model.Session.execute(query):
            entry = Entry(package_id=row.package_id, fingerprint=row.fingerprint)
            found[SourceKey(system=system, id=row.source_id)] = entry
    return found


def enter(entries: Mapping[SourceKey, Entry]) -> None:
    """Write down what records have become, in the running transaction."""
    if not entries:
        return
    rows = [
        {
            "source_system": key.system,
            "source_id": key.id,
            "package_id": entry.package_id,
            "fingerprint": entry.fingerprint,
        }
        for key, entry in entries.items()
    ]
    statement = insert(source_records)
    told = {name: statement.excluded[name] for name in ("package_id", "fingerprint")}
    statement = statement.on_conflict_do_update(
        index_elements=["source_system", "source_id"],
        set_={**told, "written_at": sa.func.now()},
    )
    model.Session.execute(statement, rows)


def _lock(system: str) -> sa.Select[tuple[None]]:
    return sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(system, 1)))
