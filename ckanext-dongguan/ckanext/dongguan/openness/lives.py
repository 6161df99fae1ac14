"""Where datasets stand in their lives, as the database knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ckanext.dongguan.intake.read_ahead import holding

from .life import PUBLISHED, Life, LifeCycle
from .model import life_cycles

_COLUMNS = life_cycles.c
_known: ContextVar[dict[str, Life] | None] = ContextVar("dongguan_lives", default=None)


def at_hand(dataset_ids: Sequence[str]) -> AbstractContextManager[None]:
    """Read the life cycles of a set at once for all who ask while the context lasts."""
    found = lives_of(dataset_ids)
    return holding(_known, {one: found.get(one, PUBLISHED) for one in dataset_ids})


def life_of(dataset_id: str) -> Life:
    """Read the life cycle of a dataset; one without a row is published."""
    known = (_known.get() or {}).get(dataset_id)
    if known is not None:
        return known
    return lives_of([dataset_id]).get(dataset_id, PUBLISHED)


def lives_of(dataset_ids: Iterable[str]) -> Mapping[str, Life]:
    """Read the life cycles of datasets; those without a row are left out."""
    query = sa.select(_COLUMNS.dataset_id, _COLUMNS.state, _COLUMNS.until)
    rows = model.Session.execute(query.where(_COLUMNS.dataset_id.in_(list(dataset_ids))))
    return {row.dataset_id: _life(row) for row in rows}


def row_of(dataset_id: str) -> Any:
    """Return the row of a dataset with its reasons, or None."""
    query = sa.select(life_cycles).where(_COLUMNS.dataset_id == dataset_id)
    return model.Session.execute(query).one_or_none()


def put(dataset_id: str, life: Life, **facts: str) -> None:
    """Write where a dataset stands, in the running transaction; `facts` are the reasons."""
    values = {"state": life.state.value, "until": life.until, **facts}
    (_known.get() or {}).pop(dataset_id, None)
    statement = insert(life_cycles).values(dataset_id=dataset_id, **values)
    model.Session.execute(
        statement.on_conflict_do_update(
            index_elements=["dataset_id"], set_={**values, "changed_at": sa.func.now()}
        )
    )


def ended_embargoes(now: datetime) -> list[str]:
    """List the datasets whose embargo has ended and is still on the books."""
    package = model.Package
    query = (
        sa.select(package.id)
        .join(life_cycles, _COLUMNS.dataset_id == package.id)
        .where(_COLUMNS.state == LifeCycle.EMBARGOED.value, _COLUMNS.until <= now)
    )
    return list(model.Session.scalars(query.order_by(_COLUMNS.until)))


def _life(row: Any) -> Life:
    return Life(state=LifeCycle(row.state), until=row.until)
