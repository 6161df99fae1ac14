"""A catalogue in the real index, made once for a file of tests and taken out again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ckan.lib.search import make_connection
from ckan.lib.search.index import PackageSearchIndex
from ckan.tests import helpers

MARK = "search-tests"

Found = Callable[..., list[str]]


def as_shown(number: int, title: str, **fields: Any) -> dict[str, Any]:
    """Write a dataset as `package_show` returns it."""
    return {
        "id": hashlib.md5(title.encode(), usedforsecurity=False).hexdigest(),
        "name": f"search-tests-{number}",
        "title": title,
        "notes": "",
        "type": "dataset",
        "state": "active",
        "private": False,
        "metadata_created": "2026-01-05T08:00:00",
        "metadata_modified": "2026-01-05T08:00:00",
        "organization": {"name": "dg-jtysj", "title": "东莞市交通运输局"},
        "groups": [],
        "tags": [],
        "resources": [],
        "extras": [],
        "source_system": MARK,
        **fields,
    }


def write(*datasets: dict[str, Any]) -> None:
    """Send datasets the way CKAN does, without rows in the database behind them."""
    core = PackageSearchIndex()
    for number, fields in enumerate(datasets):
        shown = as_shown(number, **fields)
        core.index_package({**shown, "with_custom_schema": shown}, defer_commit=True)
    make_connection().commit()


def clear() -> None:
    """Take what the tests wrote out of the index."""
    make_connection().delete(q=f"source_system:{MARK}", commit=True)


@pytest.fixture(scope="module")
def catalogue(_world: None) -> Iterator[Callable[..., None]]:
    """Give a writer of datasets; what it wrote leaves the index after the file."""
    yield write
    clear()


@pytest.fixture
def lone_catalogue(catalogue: Callable[..., None]) -> Callable[..., None]:
    """Give a writer of datasets that stand alone, without those of the tests before."""
    clear()
    return catalogue


@pytest.fixture
def found(portal: None) -> Found:
    """Give a search that lists the titles it finds, best first."""

    def search(q: str, **params: Any) -> list[str]:
        result = helpers.call_action(
            "package_search", q=q, fq=f"source_system:{MARK}", rows=1000, **params
        )
        return [dataset["title"] for dataset in result["results"]]

    return search
