"""Count what is looked for; list what was in vain for departments, and what was not."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from . import asked, demand
from .model import demand as counts

_ENOUGH = 50


def count(query: str, month: date) -> None:
    """Count a query of a month in vain, in a transaction of its own; nothing of who asked."""
    if words := demand.countable(query, asked.lexicon()):
        _count(words, month, {"asked": 1, "found": 0})


def count_found(query: str, month: date) -> None:
    """Count a query of a month that found something, where it is a known subject."""
    words = demand.countable(query, asked.lexicon())
    if words and demand.is_subject(words, asked.lexicon()):
        _count(words, month, {"asked": 0, "found": 1})


def _count(words: str, month: date, more: dict[str, int]) -> None:
    row = insert(counts).values(words=words, month=month.replace(day=1), **more)
    added = row.on_conflict_do_update(
        index_elements=["words", "month"],
        set_={name: counts.c[name] + number for name, number in more.items()},
    )
    with model.meta.engine.begin() as connection:
        connection.execute(added)


def most_found(since: date, least: int) -> list[str]:
    """List subjects found on so many occasions since a month, most sought first.

    The dictionary may have lost a word since it was counted.
    """
    total = sa.func.sum(counts.c.found)
    query = (
        sa.select(counts.c.words)
        .where(counts.c.month >= since.replace(day=1), counts.c.found > 0)
        .group_by(counts.c.words)
        .having(total >= least)
        .order_by(total.desc(), counts.c.words)
        .limit(_ENOUGH)
    )
    known = asked.lexicon()
    return [words for words in model.Session.scalars(query) if demand.is_subject(words, known)]


def most_asked(since: date, least: int, limit: int) -> list[dict[str, Any]]:
    """List words asked at least so often since a month, most asked first."""
    total = sa.func.sum(counts.c.asked)
    query = (
        sa.select(
            counts.c.words, total.label("asked"), sa.func.max(counts.c.month).label("last")
        )
        .where(counts.c.month >= since.replace(day=1), counts.c.asked > 0)
        .group_by(counts.c.words)
        .having(total >= least)
        .order_by(total.desc(), counts.c.words)
        .limit(limit)
    )
    return [
        {"words": row.words, "asked": int(row.asked), "last_month": row.last.isoformat()[:7]}
        for row in model.Session.execute(query)
    ]
