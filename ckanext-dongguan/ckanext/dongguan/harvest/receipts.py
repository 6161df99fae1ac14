"""Our own record of deliveries: written with their rows, read before a receipt is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ckanext.dongguan.harvesters.ledger import Receipt

from .model import batches

_COLUMNS = batches.c


def note(source: str, run: str, part: Receipt) -> None:
    """Add a part to a delivery's record in the running transaction.

    A run that takes a delivery anew begins its record anew.
    """
    statement = insert(batches).values(
        source=source, run=run, number=part.number, done=part.done,
        refused=dict(part.refused), is_closed=part.is_closed,
    )  # fmt: skip
    told = statement.excluded
    is_same = _COLUMNS.run == told.run
    statement = statement.on_conflict_do_update(
        index_elements=["source", "number"],
        set_={
            "run": told.run,
            "done": sa.case((is_same, _COLUMNS.done + told.done), else_=told.done),
            "refused": sa.case(
                (is_same, _COLUMNS.refused.op("||")(told.refused)), else_=told.refused
            ),
            "is_closed": told.is_closed,
            "noted_at": sa.func.now(),
        },
    )
    model.Session.execute(statement)


def find(source: str, number: str) -> Receipt | None:
    """Read what came of a delivery."""
    query = sa.select(batches).where(_COLUMNS.source == source, _COLUMNS.number == number)
    with model.meta.engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    return row and Receipt(
        number=row.number, done=row.done, refused=row.refused, is_closed=row.is_closed
    )


def of_run(run: str) -> Sequence[Mapping[str, Any]]:
    """List the deliveries that a run took: `number`, `done`, `failed`."""
    query = sa.select(batches).where(_COLUMNS.run == run).order_by(_COLUMNS.number)
    with model.meta.engine.connect() as connection:
        rows = connection.execute(query).all()
    return [
        {"number": row.number, "done": row.done, "failed": len(row.refused)} for row in rows
    ]
