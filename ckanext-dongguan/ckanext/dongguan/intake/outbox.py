"""Notes of datasets whose document in the search index is stale.

A note is a row of the same transaction as the change it stands for. If the
process dies after the commit, the row is still there and the next drain sends
it; if the transaction fails, the row was never there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from ckan import model

from .model import outbox

_TURN = sa.text(
    "SELECT pg_advisory_xact_lock(hashtextextended(package_id, 0))"
    " FROM unnest(CAST(:package_ids AS text[])) AS package_id"
)
# As many documents as a person waits for without noticing.
MOST_AT_ONCE = 50

_NOTED = "dongguan_noted"
_UNWRITTEN = "dongguan_unwritten_notes"


def note(package_id: str, session: Any = None) -> None:
    """Remember that a dataset's document is stale once a session has committed.

    The notes of a transaction are written together, before its commit.
    """
    session = session or model.Session()
    for collected in (_UNWRITTEN, _NOTED):
        session.info.setdefault(collected, set()).add(package_id)


def note_members(group: Any) -> None:
    """Note every dataset of a department or theme, whose title their documents carry.

    Thousands are left to the job and not collected for the person who waits.
    """
    member = model.Member
    stale = sa.select(member.table_id).where(
        member.group_id == group.id, member.table_name == "package", member.state == "active"
    )
    few = model.Session.scalars(stale.limit(MOST_AT_ONCE + 1)).all()
    if len(few) > MOST_AT_ONCE:
        model.Session.execute(outbox.insert().from_select(["package_id"], stale))
    else:
        for package_id in few:
            note(package_id)


def write(session: Any) -> None:
    """Write what a session has noted into its transaction."""
    rows = [{"package_id": one} for one in sorted(session.info.pop(_UNWRITTEN, ()))]
    if rows:
        session.execute(outbox.insert(), rows)


def forget(session: Any) -> None:
    """Drop what a session has noted in a transaction that came to nothing."""
    session.info.pop(_UNWRITTEN, None)


def take_turn(connection: Any, package_ids: list[str]) -> None:
    """Wait until nobody else sends these documents; others wait until the commit.

    Of two who send one dataset, the later reader must be the later writer.
    """
    connection.execute(_TURN, {"package_ids": package_ids})


def note_all_of(organization_id: str) -> int:
    """Remember all datasets of a department; the regular drain sends them. Returns how many."""
    packages = model.Package
    theirs = sa.select(packages.id).where(packages.owner_org == organization_id)
    statement = outbox.insert().from_select(["package_id"], theirs)
    return int(model.Session.execute(statement).rowcount)


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


def is_waiting(package_ids: Iterable[str]) -> bool:
    """Tell whether the document of one of these datasets is stale."""
    query = sa.select(outbox.c.id).where(outbox.c.package_id.in_(list(package_ids)))
    with model.meta.engine.connect() as connection:
        return connection.execute(query.limit(1)).first() is not None
