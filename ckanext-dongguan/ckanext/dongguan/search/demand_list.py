"""Count what is looked for in vain, and list it for departments."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from . import asked, demand
from .model import demand as counts


def count(query: str, month: date) -> None:
    """Count a query of a month, in a transaction of its own; nothing of who asked."""
    words = demand.countable(query, asked.lexicon())
    if words is None:
        return
    row = insert(counts).values(words=words, month=month.replace(day=1), asked=1)
    more = row.on_conflict_do_update(
        index_elements=["words", "month"], set_={"asked": counts.c.asked + 1}
    )
    with model.meta.engine.begin() as connection:
        connection.execute(more)


def most_asked(since: date, least: int, limit: int) -> list[dict[str, Any]]:
    """List words asked at least so often since a month, most asked first."""
    total = sa.func.sum(counts.c.asked)
    query = (
        sa.select(
            counts.c.words, total.label("asked"), sa.func.max(counts.c.month).label("last")
        )
        .where(counts.c.month >= since.replace(day=1))
        .group_by(counts.c.words)
        .having(total >= least)
        .order_by(total.desc(), counts.c.words)
        .limit(limit)
    )
    return [
        {"words": row.words, "asked": int(row.asked), "last_month": row.last.isoformat()[:7]}
        for row in model.Session.execute(query)
    ]
