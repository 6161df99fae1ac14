"""Datasets taken out of the public's sight because their source has them no more.

Set-wise and in the caller's transaction: a harvest withdraws hundreds at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from . import decided
from .life import LifeCycle
from .model import life_cycles

_COLUMNS = life_cycles.c


def withdraw(ids: Sequence[str], by: str, public_reason: str, inner_reason: str) -> list[str]:
    """Withdraw datasets; return the ids of those that were not withdrawn before.

    What somebody froze, embargoed or withdrew by hand stays as it is.
    """
    rows = [
        {
            "dataset_id": one, "state": LifeCycle.WITHDRAWN.value, "changed_by": by,
            "public_reason": public_reason, "inner_reason": inner_reason,
        }
        for one in sorted(set(ids))
    ]  # fmt: skip
    if not rows:
        return []
    statement: Any = insert(life_cycles).values(rows)
    told = ("state", "public_reason", "inner_reason", "changed_by")
    statement = statement.on_conflict_do_update(
        index_elements=["dataset_id"],
        set_={**{n: statement.excluded[n] for n in told}, "changed_at": sa.func.now()},
        where=_COLUMNS.state == LifeCycle.PUBLISHED.value,
    ).returning(_COLUMNS.dataset_id)
    changed = sorted(model.Session.execute(statement).scalars())
    _decide(changed, "withdraw", inner_reason or public_reason)
    return changed


def restore(ids: Sequence[str], by: str) -> list[str]:
    """Publish again what `by` withdrew, and nothing that a person did; return those ids."""
    statement = (
        life_cycles.delete()
        .where(
            _COLUMNS.dataset_id.in_(list(ids)),
            _COLUMNS.state == LifeCycle.WITHDRAWN.value,
            _COLUMNS.changed_by == by,
        )
        .returning(_COLUMNS.dataset_id)
    )
    changed = sorted(model.Session.execute(statement).scalars())
    _decide(changed, "unfreeze", "来源恢复提供")
    return changed


def _decide(ids: Sequence[str], event: str, basis: str) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    query = model.Session.query(model.Package).filter(model.Package.id.in_(list(ids)))
    for package in query if ids else ():
        found = decided.derive(package)
        found.event, found.basis = event, basis
        # What the index holds of it is older than this, for whoever asks in between.
        package.metadata_modified = now
