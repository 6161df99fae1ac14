"""The whole index anew, in sets, while it goes on answering.

The same documents as `ckan search-index rebuild` makes, which reads and sends one dataset
at a time. What is gone from the database leaves the index at the end.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa
from ckan import model
from ckan.common import config
from ckan.lib.search import query_for
from ckan.lib.search.common import make_connection

from ckanext.dongguan import garbage

from . import document, outbox

BATCH = 100
MOST_PROCESSES = 2

Progress = Callable[[int, int], None]


def rebuild(
    processes: int = 1, progress: Progress | None = None, package_ids: Sequence[str] = ()
) -> tuple[int, int]:
    """Index every dataset (or those given) again; return how many, and how many were removed.

    `progress` is told after each set how many of how many are done.

    :raises SearchIndexError: Solr does not take a set; sets before it are written
    """
    wanted = list(package_ids) or _all()
    done = 0
    with garbage.of_this_work_alone():
        for count in _sent(wanted, max(1, min(processes, MOST_PROCESSES))):
            done += count
            if progress:
                progress(done, len(wanted))
    gone = [] if package_ids else _orphans(wanted)
    if gone:
        _write(gone)
    make_connection().commit()
    return done, len(gone)


def _sent(wanted: Sequence[str], processes: int) -> Iterator[int]:
    sets = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
    if processes == 1 or len(sets) == 1:
        yield from map(_write, sets)
        return
    # The children take the loaded portal with them and connections of their own.
    model.Session.remove()
    with multiprocessing.get_context("fork").Pool(processes, _begin) as pool:
        yield from pool.imap_unordered(_write, sets)


def _begin() -> None:
    model.meta.engine.dispose(close=False)
    model.Session.remove()


def _write(package_ids: Sequence[str]) -> int:
    """Write the documents of a set, behind whoever else writes them just now."""
    with model.meta.engine.begin() as connection:
        outbox.take_turn(connection, sorted(package_ids))
        with document.own_session():
            document.refresh_many(package_ids)
    return len(package_ids)


def _all() -> list[str]:
    packages = model.Package
    query = sa.select(packages.id).order_by(packages.id)
    if config.get("ckan.search.remove_deleted_packages"):
        query = query.where(packages.state != "deleted")
    return list(model.Session.scalars(query))


def _orphans(wanted: Sequence[str]) -> list[str]:
    known = set(wanted)
    # Core asks for no more than it is told there may be.
    indexed = query_for("package").get_all_entity_ids(max_results=2 * len(known) + 1_000)
    return sorted(set(indexed) - known)
