"""Rows out of the log, page by page or all of them, always newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from ckan import model

from .model import entries
from .selection import Selection

_user = model.User.__table__
_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some rows, and whether there are older and newer ones."""

    rows: list[Any]
    has_older: bool
    has_newer: bool


def page(selection: Selection, limit: int, before: int | None, after: int | None) -> Page:
    """Read the rows before or after a number; the log may grow meanwhile."""
    query = sa.select(entries).where(*_conditions(selection)).limit(limit + 1)
    if after is not None:
        query = query.where(entries.c.id > after).order_by(entries.c.id)
    else:
        query = query.order_by(entries.c.id.desc())
        if before is not None:
            query = query.where(entries.c.id < before)
    found = list(model.Session.execute(query))
    rows, has_more = found[:limit], len(found) > limit
    if after is not None:
        return Page(rows=rows[::-1], has_older=True, has_newer=has_more)
    return Page(rows=rows, has_older=has_more, has_newer=before is not None)


def every(selection: Selection) -> Iterator[Any]:
    """Read all rows with the account's login name, a few at a time.

    Between the portions no connection is held: whoever fetches them takes their time.
    """
    before = None
    while rows := _portion(selection, before):
        yield from rows
        before = rows[-1].id


def _portion(selection: Selection, before: int | None) -> list[Any]:
    older = [] if before is None else [entries.c.id < before]
    query = (
        sa.select(entries, _user.c.name.label("account_name"))
        .join(_user, _user.c.id == entries.c.account, isouter=True)
        .where(*_conditions(selection), *older)
        .order_by(entries.c.id.desc())
        .limit(_AT_ONCE)
    )
    with model.meta.engine.connect() as connection:
        return list(connection.execute(query))


def last_reads(datasets: list[str]) -> dict[str, Any]:
    """Map datasets to when somebody was last allowed to read their data."""
    query = (
        sa.select(entries.c.dataset, sa.func.max(entries.c.at).label("at"))
        .where(
            entries.c.dataset.in_(datasets),
            entries.c.event == "data_read",
            entries.c.outcome == "allow",
        )
        .group_by(entries.c.dataset)
    )
    return {row.dataset: row.at for row in model.Session.execute(query)} if datasets else {}


def account_names(ids: set[str]) -> dict[str, str]:
    """Map accounts to the names they have now; the log itself knows only their ids."""
    query = sa.select(_user.c.id, _user.c.name).where(_user.c.id.in_(ids))
    return {row.id: row.name for row in model.Session.execute(query)} if ids else {}


def _conditions(selection: Selection) -> list[Any]:
    columns = ("event", "outcome", "dataset", "resource", "account")
    found = [
        entries.c[name] == getattr(selection, name)
        for name in columns
        if getattr(selection, name) is not None
    ]
    if selection.since is not None:
        found.append(entries.c.at >= selection.since)
    if selection.until is not None:
        found.append(entries.c.at < selection.until)
    return found
