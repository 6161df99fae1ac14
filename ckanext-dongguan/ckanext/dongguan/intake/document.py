"""Documents of the search index, made by core and sent in one request.

Core makes a document and sends it in the same function. While a set is being made,
the connection it asks for collects instead of sending.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from typing import Any

import msgspec
import pysolr
from ckan import model
from ckan.lib.search import index as core_index
from ckan.lib.search.common import SearchIndexError, make_connection
from ckan.lib.search.index import PackageSearchIndex

from .interfaces import at_hand
from .read_ahead import holding
from .shown import show_many


class _Tray:
    """Stands where core asks for a connection, and keeps what it would have sent."""

    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []
        self.deletions: list[str] = []

    def add(self, docs: Sequence[dict[str, Any]], **_options: Any) -> None:
        """Keep documents that core wants to send."""
        self.documents.extend(docs)

    def delete(self, q: str, **_options: Any) -> None:
        """Keep a deletion that core wants to send."""
        self.deletions.append(q)

    def taken(self) -> Iterator[dict[str, Any]]:
        """Give the documents that were kept, and keep them no longer."""
        while self.documents:
            yield self.documents.pop(0)

    def delete_all(self, **options: Any) -> None:
        """Send the deletions that were kept."""
        for query in self.deletions:
            note_request()
            make_connection().delete(q=query, commit=False, **options)


# Requests to the index that this thread has made.
_requests: ContextVar[int] = ContextVar("dongguan_index_requests", default=0)


def requests() -> int:
    """Count the requests to the index that this thread (or task) has made so far."""
    return _requests.get()


def note_request() -> None:
    """Count one more."""
    _requests.set(_requests.get() + 1)


# Of this thread (or task) alone: others send while we collect.
_tray: ContextVar[_Tray | None] = ContextVar("dongguan_tray", default=None)


def install() -> None:
    """Let core's index ask us for its connection."""
    core_index.make_connection = _connection


def _connection(**options: Any) -> Any:
    return _tray.get() or make_connection(**options)


@contextmanager
def _collecting() -> Iterator[_Tray]:
    tray = _Tray()
    with holding(_tray, tray):
        yield tray


@contextmanager
def own_session() -> Iterator[None]:
    """Read in a session of its own.

    The caller's still holds what it read before others wrote: sent to the index, it
    would stand there after their newer state.
    """
    callers = model.Session()
    model.Session.registry.set(model.Session.session_factory())
    try:
        yield
    finally:
        model.Session.remove()
        model.Session.registry.set(callers)


def refresh_many(package_ids: Sequence[str], *, is_shown: bool = False) -> None:
    """Write the documents of datasets as they are committed now; remove what is gone.

    With `is_shown` searches find them when this returns.

    :raises SearchIndexError: Solr does not take them; some may have been written
    """
    # Kept until the end, so that whoever asks for one of them finds it in the session.
    packages = (
        model.Session.query(model.Package).filter(model.Package.id.in_(package_ids)).all()
    )
    found = [package.id for package in packages]
    options = {"softCommit": True, "waitSearcher": True} if is_shown else {}
    try:
        with _collecting() as tray, at_hand(found):
            _send(_made(found, tray), options)
            for package_id in sorted(set(package_ids) - set(found)):
                PackageSearchIndex().remove_dict({"id": package_id})
            tray.delete_all(**options)
    except pysolr.SolrError as error:
        raise SearchIndexError(f"Solr returned an error: {str(error)[:1000]}") from error


def _made(package_ids: Sequence[str], tray: _Tray) -> Iterator[dict[str, Any]]:
    for default, custom in show_many(package_ids):
        PackageSearchIndex().update_dict(
            dict(default, with_custom_schema=custom), defer_commit=True
        )
        yield from tray.taken()


def _send(documents: Iterator[dict[str, Any]], options: Mapping[str, Any]) -> None:
    """Send documents in one request while they are made: Solr takes each as it arrives."""
    # Of a set whose datasets are all gone there is nothing to send.
    first = next(documents, None)
    if first is None:
        return
    note_request()
    body = _body(chain([first], documents))
    make_connection()._update(body, clean_ctrl_chars=False, solrapi="JSON", **options)


def _body(documents: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Write documents as pysolr does, without what is empty; msgspec escapes what JSON asks."""
    mark = b"["
    for document in documents:
        stated = {name: value for name, value in document.items() if value not in (None, "")}
        yield mark + msgspec.json.encode(stated)
        mark = b","
    yield b"]"
