"""Send what the outbox holds to the search index."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import pysolr
import sqlalchemy as sa
from ckan import model
from ckan.lib.search.common import SearchIndexError, make_connection

from . import index
from . import outbox as outbox_notes
from .model import outbox

log = logging.getLogger(__name__)

BATCH = 200


def drain(package_ids: Iterable[str] | None = None) -> int:
    """Send what waits to the index, all of it or the given datasets; return how many.

    When Solr does not answer, the notes stay and the next drain tries again:
    the caller's data are committed, only finding them is late.
    """
    wanted = None if package_ids is None else sorted(set(package_ids))
    total = 0
    try:
        while sent := _drain_batch(wanted):
            total += sent
    except (SearchIndexError, pysolr.SolrError, OSError):
        log.exception("The search index does not take documents; they stay in the outbox")
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


def _drain_batch(wanted: list[str] | None) -> int:
    # A connection of its own: the caller's session may hold other work that
    # must not be committed here.
    with model.meta.engine.begin() as connection:
        rows = connection.execute(_claim(wanted)).all()
        if not rows:
            return 0
        package_ids = sorted({row.package_id for row in rows})
        for package_id in package_ids:
            # Two drains of one dataset must not overtake each other.
            connection.execute(_lock(package_id))
        index.refresh(package_ids)
        make_connection().commit(softCommit=True, waitSearcher=True)
        connection.execute(outbox.delete().where(outbox.c.id.in_([row.id for row in rows])))
    return len(package_ids)


def _claim(wanted: list[str] | None) -> Any:
    query = sa.select(outbox.c.id, outbox.c.package_id).order_by(outbox.c.id).limit(BATCH)
    if wanted is not None:
        query = query.where(outbox.c.package_id.in_(wanted))
    return query.with_for_update(skip_locked=True)


def _lock(package_id: str) -> Any:
    return sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(package_id, 0)))
