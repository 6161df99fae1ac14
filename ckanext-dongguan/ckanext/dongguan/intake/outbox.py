"""Notes of datasets whose document in the search index is stale.

A note is a row of the same transaction as the change it stands for. If the
process dies after the commit, the row is still there and the next drain sends
it; if the transaction fails, the row was never there.
"""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model

from .model import outbox

_NOTED = "dongguan_noted"


def note(package_id: str) -> None:
    """Remember, in the running transaction, that a dataset's document is stale."""
    model.Session.execute(outbox.insert().values(package_id=package_id))
    model.Session().info.setdefault(_NOTED, set()).add(package_id)


def take_noted() -> set[str]:
    """Hand over what this thread noted since the last call."""
    noted: set[str] = model.Session().info.pop(_NOTED, set())
    return noted


def waiting() -> int:
    """Count the datasets whose document is stale."""
    with model.meta.engine.connect() as connection:
        query = sa.select(sa.func.count(sa.distinct(outbox.c.package_id)))
        return int(connection.execute(query).scalar_one())
