"""Records of a source that were refused and wait to be mended there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model

from .model import faults, items, runs

_BEGINNING = sa.func.to_timestamp(0)


def among(source: str, remote_ids: Sequence[str]) -> frozenset[str]:
    """Name those of the given records whose refusal stands."""
    wanted = sa.any_(sa.cast(list(remote_ids), sa.ARRAY(sa.Text)))
    query = _standing(source, faults.c.remote_id).where(faults.c.remote_id == wanted)
    with model.meta.engine.connect() as connection:
        return frozenset(connection.execute(query.distinct()).scalars())


def standing(source: str, limit: int, offset: int = 0) -> Sequence[Mapping[str, Any]]:
    """Read the newest fault of each record whose refusal stands."""
    query = (
        _standing(source, faults)
        .distinct(faults.c.remote_id)
        .order_by(faults.c.remote_id, faults.c.id.desc())
    )
    with model.meta.engine.connect() as connection:
        found = connection.execute(query.limit(limit).offset(offset)).mappings()
        return [dict(row) for row in found]


def _standing(source: str, *wanted: Any) -> sa.Select[Any]:
    """Choose faults since the last whole reading that no later success has overtaken.

    A whole reading notes anew what it refuses; what it does not note has been mended.
    """
    mine = sa.and_(runs.c.source == source, runs.c.is_dry.is_(False))
    whole = sa.select(sa.func.max(runs.c.started_at)).where(
        mine, runs.c.mode == "full", runs.c.state == "succeeded"
    )
    since = sa.select(runs.c.id).where(
        mine, runs.c.started_at >= sa.func.coalesce(whole.scalar_subquery(), _BEGINNING)
    )
    same = sa.and_(items.c.source == source, items.c.remote_id == faults.c.remote_id)
    return (
        sa.select(*wanted)
        .select_from(faults.outerjoin(items, same))
        .where(
            faults.c.run.in_(since),
            faults.c.noted_at > sa.func.coalesce(items.c.changed_at, _BEGINNING),
        )
    )
