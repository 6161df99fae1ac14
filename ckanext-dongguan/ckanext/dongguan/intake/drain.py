"""Send what the outbox holds to the search index."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import pysolr
import sqlalchemy as sa
from ckan import model
from ckan.lib import search
from ckan.lib.search.common import SearchIndexError, make_connection

from . import index
from . import outbox as outbox_notes
from .model import outbox

log = logging.getLogger(__name__)

BATCH = 200


def drain(package_ids: Iterable[str] | None = None) -> int:
    """Send what waits to the index, all of it or the given datasets; return how many.

    When Solr does not answer, the notes stay and the next drain tries again:
    the caller's data are committed, only finding them is late. A document that
    Solr refuses keeps its note and holds up no other.
    """
    wanted = None if package_ids is None else sorted(set(package_ids))
    total, last = 0, 0
    try:
        while batch := _drain_batch(wanted, last):
            last, sent = batch
            total += sent
    except (SearchIndexError, pysolr.SolrError, OSError):
        log.exception("The search index does not answer; documents stay in the outbox")
    return total


def drain_noted(noted: set[str]) -> None:
    """Send what a session noted; call it when its transaction has ended."""
    if noted:
        stale = set(noted)
        noted.clear()
        drain(stale)


def after_request(response: Any) -> Any:
    """Send what a request noted outside the writers of core."""
    drain_noted(outbox_notes.noted())
    return response


def _drain_batch(wanted: list[str] | None, after: int) -> tuple[int, int] | None:
    """Send one batch of notes behind `after`; return its last id and how many went."""
    # A connection of its own: the caller's session may hold other work that
    # must not be committed here.
    with model.meta.engine.begin() as connection:
        rows = connection.execute(_claim(wanted, after)).all()
        if not rows:
            return None
        package_ids = sorted({row.package_id for row in rows})
        for package_id in package_ids:
            # Two drains of one dataset must not overtake each other.
            connection.execute(_lock(package_id))
        sent = {package_id for package_id in package_ids if _refresh(package_id)}
        make_connection().commit(softCommit=True, waitSearcher=True)
        done = [row.id for row in rows if row.package_id in sent]
        connection.execute(outbox.delete().where(outbox.c.id.in_(done)))
    return rows[-1].id, len(sent)


def _refresh(package_id: str) -> bool:
    try:
        index.refresh(package_id)
    except SearchIndexError:
        if not search.is_available():
            raise
        log.exception("The search index refuses the document of dataset %s", package_id)
        return False
    return True


def _claim(wanted: list[str] | None, after: int) -> Any:
    query = sa.select(outbox.c.id, outbox.c.package_id).where(outbox.c.id > after)
    if wanted is not None:
        query = query.where(outbox.c.package_id.in_(wanted))
    return query.order_by(outbox.c.id).limit(BATCH).with_for_update(skip_locked=True)


def _lock(package_id: str) -> Any:
    return sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(package_id, 0)))
