"""Rows into the audit log: what cannot be recorded does not happen."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import ckan.plugins.toolkit as tk
from ckan import model
from sqlalchemy.exc import SQLAlchemyError

from .entry import Entry, events
from .model import entries

log = logging.getLogger(__name__)


class NotRecordedError(tk.NotAuthorized):
    """The audit log does not take the row, so what it tells of is refused."""


def write(entry: Entry) -> None:
    """Write one row: with the change it tells of, or at once.

    :raises NotRecordedError: PostgreSQL did not take it
    """
    with _taken(entry.event):
        if events()[entry.event].is_change:
            model.Session.execute(entries.insert(), [entry.columns()])
        else:
            # A connection of its own: the caller may yet roll back, and a row that tells
            # of data already given out must not be lost with that.
            with model.meta.engine.begin() as connection:
                connection.execute(entries.insert(), [entry.columns()])


def write_changes(rows: Sequence[Entry]) -> None:
    """Write the rows of many changes into their transaction, in one statement.

    :raises NotRecordedError: PostgreSQL did not take them
    :raises ValueError: one of them tells of no change
    """
    if strange := {row.event for row in rows if not events()[row.event].is_change}:
        raise ValueError(f"no changes: {strange}")
    with _taken("changes"):
        model.Session.execute(entries.insert(), [row.columns() for row in rows])


@contextmanager
def _taken(event: str) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        # Without the row's values, which are nobody's business in a log of the system.
        cause = getattr(error, "orig", None) or type(error).__name__
        log.error("the audit log refuses a row of %s: %s", event, cause)
        message = tk._("The request cannot be recorded in the audit log and was refused.")
        raise NotRecordedError(message) from error
