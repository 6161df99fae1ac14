"""Datasets that nobody has decided about yet: those of an older release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from ckan import model

from . import decided, known, lives
from .case import case_of
from .decided import Decided
from .decision import judge
from .life import PUBLISHED
from .model import decided_cases

_AT_ONCE = 1000


def decide() -> int:
    """Store what each dataset without a decision is now; return how many there were.

    Nothing changes by it, so nothing is logged; it may run at every start.
    """
    count = 0
    while batch := list(_undecided()):
        decided.keep(batch)
        model.Session.commit()
        count += len(batch)
    return count


def _undecided() -> Iterator[Decided]:
    package = model.Package
    is_known = sa.exists().where(decided_cases.c.dataset_id == package.id)
    query = sa.select(package.id, package.state, package.extras).where(~is_known)
    rows = model.Session.execute(query.order_by(package.id).limit(_AT_ONCE)).all()
    alive, now = lives.lives_of(row.id for row in rows), datetime.now(UTC)
    return (_decided(row, alive.get(row.id, PUBLISHED), now) for row in rows)


def _decided(row: Any, life: Any, now: datetime) -> Decided:
    state = known.state_of(row, life)
    return Decided(
        dataset_id=row.id,
        case=case_of(state, now),
        cause=judge(state, now).cause,
        basis=decided.basis_of(row.extras or {}),
    )
