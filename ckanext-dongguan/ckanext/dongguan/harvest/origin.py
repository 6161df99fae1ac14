"""Where a dataset comes from: source, record, batch, run, and what its files were there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.clock import told

from .model import items, sources
from .sources import policy

_COLUMNS = (
    items.c.source, items.c.remote_id, items.c.batch, items.c.version, items.c.run,
    items.c.files, items.c.changed_at, items.c.missing_since, items.c.withdrawn_at,
    sources.c.title, sources.c.system, sources.c.rules,
)  # fmt: skip


def of_dataset(package_id: str) -> dict[str, Any]:
    """Read the origin of a dataset; empty for one that no source brought."""
    query = sa.select(*_COLUMNS).outerjoin(sources, sources.c.name == items.c.source)
    query = query.where(items.c.package_id == package_id).limit(1)
    with model.meta.engine.connect() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return _told(dict(row)) if row else {}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    grace = policy(row.pop("rules") or {}).grace
    missing = None if row["withdrawn_at"] else row["missing_since"]
    return {
        **row,
        # A source that was forgotten is known by its short name alone.
        "title": row["title"] or row["source"],
        "system": row["system"] or row["source"],
        "files": row["files"] or [],
        "changed_at": told(row["changed_at"]),
        "missing_since": told(missing),
        "leaves_at": told(missing and missing + grace),
        "withdrawn_at": told(row["withdrawn_at"]),
    }


def of_file(origin: Mapping[str, Any], resource: Mapping[str, Any]) -> Mapping[str, Any]:
    """Find what a resource was at the source: by its checksum, else by name and format."""
    files = origin.get("files") or ()
    same = ("hash",), ("name", "format")
    for names in same:
        for one in files:
            if all(one.get(name) and one.get(name) == resource.get(name) for name in names):
                return dict(one)
    return {}
