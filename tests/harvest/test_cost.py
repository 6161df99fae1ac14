"""What a run costs is told, and stays within its bounds."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ckanext.dongguan.harvest import runs
from ckanext.dongguan.harvest.following import Wish, follow
from ckanext.dongguan.harvesters.difference import Outcome
from ckanext.dongguan.harvesters.limits import MIB, Limits

from ..counting import tallied
from .conftest import Remote
from .portal_server import package

# What an upper bound holds for a thousand records; seconds are no bound.
MOST_SQL_FIRST = 500
MOST_SQL_CHANGED = 500
MOST_SQL_UNCHANGED = 60
# The portion, what the outbox had to send, and the run's own row, begun and ended.
MOST_COMMITS = 10
OTHERWISE = {
    "notes": "换了说明。",
    "tags": [{"name": "轨道交通"}],
    "resources": [{"name": "线路", "format": "CSV", "url": "http://x.invalid/b.csv"}],
}


def test_a_run_says_what_it_cost(remote: Remote) -> None:
    remote.portal.records = [package(n) for n in range(3)]
    remote.follow()

    cost = runs.latest(remote.source, 1)[0]["cost"]

    assert cost["requests"] == 1
    assert cost["bytes"] > 500
    assert cost["solr"] == 1
    assert cost["commits"] >= 1


class Looking:
    """Holds a run and looks at what the collector leaves alone meanwhile."""

    spared = 0

    def progress(self, done: int, total: int, message: str = "") -> None:  # noqa: ARG002 - the hand's signature
        self.spared = gc.get_freeze_count()


def test_a_run_leaves_what_was_loaded_to_no_collector(remote: Remote) -> None:
    remote.portal.records = [package(n) for n in range(3)]
    hand = Looking()

    follow(Wish(source=remote.source), hand)

    assert hand.spared > 100_000
    assert gc.get_freeze_count() == 0


@contextmanager
def weighed(counts: Counter[str]) -> Iterator[None]:
    """Measure the bytes in hand; it takes three times as long."""
    tracemalloc.start()
    yield
    counts["bytes"] = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


@pytest.mark.usefixtures("untold")
def test_two_hundred_records_stay_within_their_bounds(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Titles of its own: an address that another test's dataset has costs more questions.
    titles = [f"{remote.source}第{n}号" for n in range(200)]
    remote.portal.records = [package(n, title=title) for n, title in enumerate(titles)]

    with tallied(monkeypatch) as first, weighed(first):
        remote.follow()
    with tallied(monkeypatch) as second, weighed(second):
        remote.follow()
    remote.portal.records = [
        package(n, title=title, **OTHERWISE) for n, title in enumerate(titles)
    ]
    with tallied(monkeypatch) as changed:
        assert remote.follow().tally.counts[Outcome.CHANGED] == 200

    assert first["sql"] * 5 <= MOST_SQL_FIRST
    # One request with all documents of a portion.
    assert first["solr"] == 200 / Limits().portion
    assert first["commits"] <= MOST_COMMITS
    assert changed["sql"] * 5 <= MOST_SQL_CHANGED
    assert changed["solr"] == 200 / Limits().portion
    assert changed["commits"] <= MOST_COMMITS
    assert second["sql"] <= MOST_SQL_UNCHANGED
    assert second["commits"] <= MOST_COMMITS
    # A portion is let go before the next one; what has not changed leaves only its id.
    assert first["bytes"] <= 24 * MIB
    assert second["bytes"] <= 3 * MIB
    assert second["solr"] == 0
