"""Send what the outbox holds to the search index."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import pysolr
import sqlalchemy as sa
from ckan import model
from ckan.lib import search
from ckan.lib.search.common import SearchIndexError

from . import document
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
    total = 0
    last: int | None = 0
    try:
        while last is not None:
            last, sent = _drain_batch(wanted, last)
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


def _drain_batch(wanted: list[str] | None, after: int) -> tuple[int | None, int]:
    """Send one batch of notes behind `after`; return its last id, if others may follow
    it, and how many datasets went.
    """
    # A connection of its own: the caller's session may hold other work that
    # must not be committed here.
    with model.meta.engine.begin() as connection:
        rows = connection.execute(_claim(wanted, after)).all()
        if not rows:
            return None, 0
        package_ids = sorted({row.package_id for row in rows})
        outbox_notes.take_turn(connection, package_ids)
        with document.own_session():
            sent = _refresh(package_ids)
        done = [row.id for row in rows if row.package_id in sent]
        connection.execute(outbox.delete().where(outbox.c.id.in_(done)))
    return rows[-1].id if len(rows) == BATCH else None, len(sent)


def _refresh(package_ids: list[str]) -> set[str]:
    """Send the documents of a set; halve one that Solr refuses until the culprit is alone."""
    try:
        document.refresh_many(package_ids, is_shown=True)
    except SearchIndexError:
        if not search.is_available():
            raise
        if len(package_ids) == 1:
            log.exception("The search index refuses the document of %s", package_ids[0])
            return set()
        half = len(package_ids) // 2
        return _refresh(package_ids[:half]) | _refresh(package_ids[half:])
    return set(package_ids)


def _claim(wanted: list[str] | None, after: int) -> Any:
    query = sa.select(outbox.c.id, outbox.c.package_id).where(outbox.c.id > after)
    if wanted is not None:
        query = query.where(outbox.c.package_id.in_(wanted))
    # Who asks for datasets of their own waits for the drain that has them in hand: what
    # they saved must be found when they are told so.
    is_anybodys = wanted is None
    return query.order_by(outbox.c.id).limit(BATCH).with_for_update(skip_locked=is_anybodys)
