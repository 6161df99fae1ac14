"""A search looks its words up in every segment of the index, so there are few."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import pytest
from ckan.common import config
from ckan.lib.search import make_connection

from ..waiting import until

# Solr's own would let ten of them stand.
FEW = 5
NOBODYS = "segment-tests"


@pytest.fixture
def index(portal: None) -> Iterator[None]:
    """Take out afterwards what belongs to no portal."""
    yield
    make_connection().delete(q=f"site_id:{NOBODYS}", commit=True)


def segments() -> int:
    address = f"{config['solr_url']}/admin/luke?numTerms=0&wt=json"
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
        return int(json.load(answer)["index"]["segmentCount"])


def write(number: int) -> None:
    name = f"{NOBODYS}-{number}"
    document = {"index_id": name, "id": name, "site_id": NOBODYS}
    make_connection().add([document], commit=True)


def test_many_small_changes_leave_few_segments(index: None) -> None:
    # A merge may come a moment after the change that asks for it.
    for number in range(12):
        write(number)
        until(lambda: segments() <= FEW)

    assert segments() <= FEW
