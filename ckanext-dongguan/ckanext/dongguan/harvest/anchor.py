"""What ckanext-harvest needs to see of a source: rows made of ours, never edited.

A source is one record, that of the room. ckanext-harvest's jobs and objects refer to a
row of its own table, and its harvesters read the department off a package of the same
id: both are written here whenever a source is saved. The package has a state that nobody
lists, counts, indexes or shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import ckan.plugins as p
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from . import kinds

STATE = "harvest-source"


def keep(row: Mapping[str, Any]) -> None:
    """Write the rows of a source; without ckanext-harvest there is nothing to do."""
    if not p.plugin_loaded("harvest"):
        return
    owner = model.Group.get(row["owner_org"]) if row["owner_org"] else None
    publisher = owner.id if owner else None
    with model.meta.engine.begin() as connection:
        _put(connection, _sources(), _source(row, publisher or ""))
        _put(connection, model.package_table, _package(row, publisher))


def drop(name: str) -> None:
    """Switch a source off that is forgotten; jobs of the past go on referring to it."""
    if p.plugin_loaded("harvest"):
        table = _sources()
        with model.meta.engine.begin() as connection:
            connection.execute(table.update().where(table.c.id == name).values(active=False))


def _sources() -> sa.Table:
    from ckanext.harvest.model import HarvestSource

    found: sa.Table = HarvestSource.__table__
    return found


def _source(row: Mapping[str, Any], publisher: str) -> dict[str, Any]:
    return {
        "id": row["name"], "url": row["address"], "title": row["title"], "frequency": "MANUAL",
        "type": kinds.harvester_type(row["adapter"]), "publisher_id": publisher,
        "config": (row["options"] or {}).get("config", ""),
        "active": bool(row["approved_at"] and row["is_active"]),
    }  # fmt: skip


def _package(row: Mapping[str, Any], publisher: str | None) -> dict[str, Any]:
    now = datetime.now(UTC).replace(tzinfo=None)
    return {
        "id": row["name"], "name": f"harvest-source-{row['name']}"[:100], "title": row["title"],
        "url": row["address"], "type": "harvest", "owner_org": publisher, "private": True,
        "state": STATE, "metadata_created": now, "metadata_modified": now,
    }  # fmt: skip


def _put(connection: sa.Connection, table: sa.Table, values: Mapping[str, Any]) -> None:
    statement = insert(table).values(**values)
    told = {name: value for name, value in values.items() if name != "id"}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=told))
