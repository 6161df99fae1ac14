"""A large index from few datasets: documents written down once and sent again and again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

# Documents of one request to the index.
PORTION = 1_000


class Dump:
    """Takes the place of the index where documents are written down, not sent."""

    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []

    def add(self, docs: list[dict[str, Any]], **_: Any) -> None:
        """Keep what CKAN sends."""
        self.documents += docs


def documents(datasets: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write datasets as the documents that CKAN would send to the index."""
    from ckan.lib.search import index

    core, dump = index.PackageSearchIndex(), Dump()
    send, index.make_connection = index.make_connection, lambda: dump
    for dataset in datasets:
        core.index_package({**dataset, "with_custom_schema": dataset}, defer_commit=True)
    index.make_connection = send
    return dump.documents


def fill(found: Iterator[dict[str, Any]]) -> None:
    """Put documents in the place of whatever the index holds."""
    from ckan.lib import search
    from ckan.lib.search import make_connection

    search.clear_all()
    while portion := list(islice(found, PORTION)):
        make_connection().add(portion, commit=False)
    make_connection().commit()


def many_times(pool: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """Give each document again and again under new ids and titles."""
    for number in range(count):
        one = pool[number % len(pool)]
        key = hashlib.md5(f"{number}".encode(), usedforsecurity=False).hexdigest()
        title = f"{one['title']}{number}"
        yield {**one, "id": key, "index_id": key, "name": f"dataset-{number}", "title": title}
