"""Notes of datasets whose document in the search index is stale.

A note is a row of the same transaction as the change it stands for. If the
process dies after the commit, the row is still there and the next drain sends
it; if the transaction fails, the row was never there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from ckan import model

from .model import outbox

_NOTED = "dongguan_noted"
_TOGETHER = "dongguan_noted_together"


def note(package_id: str) -> None:
    """Remember, in the running transaction, that a dataset's document is stale."""
    waiting_notes = model.Session().info.get(_TOGETHER)
    if waiting_notes is None:
        _write([package_id])
    else:
        waiting_notes[package_id] = True


@contextmanager
def together() -> Iterator[None]:
    """Write what is noted inside in one statement at the end, each dataset once."""
    info = model.Session().info
    collected: dict[str, bool] = {}
    info[_TOGETHER] = collected
    try:
        yield
    finally:
        del info[_TOGETHER]
    if collected:
        _write(list(collected))


def _write(package_ids: list[str]) -> None:
    rows = [{"package_id": package_id} for package_id in package_ids]
    model.Session.execute(outbox.insert(), rows)
    noted().update(package_ids)


def noted() -> set[str]:
    """Give the set in which this thread's session collects what it notes.

    Hold on to it before calling something that ends in removing the session.
    """
    collected: set[str] = model.Session().info.setdefault(_NOTED, set())
    return collected


def waiting() -> int:
    """Count the datasets whose document is stale."""
    with model.meta.engine.connect() as connection:
        query = sa.select(sa.func.count(sa.distinct(outbox.c.package_id)))
        return int(connection.execute(query).scalar_one())
