"""A run is killed, or two want the same: the end is that of one undisturbed run."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.harvest import runs
from ckanext.dongguan.harvest.following import Wish, follow
from ckanext.dongguan.harvesters.difference import Mode, Outcome
from ckanext.dongguan.harvesters.problem import BusyError

from ..apart import await_lock, own_connections
from .conftest import Remote, Silent
from .portal_server import Handler, package

RECORDS = 60
CHANGED = 4
KILLS = 20
_fork = multiprocessing.get_context("fork")


def work(source: str, results: Any) -> None:
    """Follow a source in a process of its own."""
    own_connections()
    try:
        results.put(dict(follow(Wish(source=source, mode=Mode.FULL), Silent())[1].tally.counts))
    except BusyError:
        results.put("busy")


def start(source: str) -> tuple[Any, Any]:
    """Start a worker."""
    model.Session.remove()
    results = _fork.Queue()
    process = _fork.Process(target=work, args=(source, results))
    process.start()
    return process, results


def content(remote: Remote) -> dict[str, Any]:
    """Give what the catalogue and the ledger say of the source, without ids and times."""
    return {
        own: (p.title, p.notes, p.state, p.private, sorted(r.name for r in p.resources))
        for own, p in remote.stored().items()
    }


def duplicates(source: str) -> list[str]:
    """Name the records that became more than one dataset."""
    model.Session.remove()
    mine = model.Package.extras["source_system"].astext == source
    ids = Counter(
        p.extras["source_id"] for p in model.Session.query(model.Package).filter(mine)
    )
    return [own for own, number in ids.items() if number > 1]


def slowly(handler: Handler) -> None:
    """Answer after a moment, so that a run can be met at any point of it."""
    portal = handler.portal
    query = portal.asked[-1]
    time.sleep(0.2)
    handler.send(200, json.dumps(portal.search(query)).encode())


def strike(source: str, point: int) -> None:
    """Follow a source in a process that is killed before its statement number `point`."""
    own_connections()
    number = itertools.count(1)

    def count(*_args: Any) -> None:
        if next(number) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(model.meta.engine, "before_cursor_execute", count)
    follow(Wish(source=source, mode=Mode.FULL), Silent())


def renew(remote: Remote, version: int) -> dict[str, Any]:
    """Let the source change some records and bring a new one; give what must come of it."""
    remote.portal.records = [
        *remote.portal.records[: version - 1],
        *(package(n, notes=f"第{version}版。") for n in range(version, version + CHANGED)),
    ]
    return {
        one["id"]: (one["title"], one["notes"], "active", False, ["站点"])
        for one in remote.portal.records
    }


def indexed(remote: Remote) -> dict[str, str]:
    """Give the notes of the source's datasets as the index has them."""
    ids = {package.id: own for own, package in remote.stored().items()}
    wanted = " ".join(ids)
    found = helpers.call_action("package_search", fq=f"id:({wanted})", rows=len(ids))
    return {ids[one["id"]]: one["notes"] for one in found["results"]}


@pytest.mark.usefixtures("untold")
def test_a_run_that_is_killed_anywhere_comes_to_the_same_end(remote: Remote) -> None:
    chance = random.Random(6)  # noqa: S311 - points of a run, no secrets
    remote.register(options={"page_size": 2}, limits={"portion": 2})
    for version in (1, 2):
        renew(remote, version)
        remote.follow()
    statements = runs.latest(remote.source, 1)[0]["cost"]["sql"]

    for version, point in enumerate(chance.sample(range(1, statements + 1), KILLS), 3):
        wanted = renew(remote, version)
        model.Session.remove()
        process = _fork.Process(target=strike, args=(remote.source, point))
        process.start()
        process.join()
        await_lock(f"harvest:{remote.source}")
        last = remote.follow()

        assert process.exitcode == -signal.SIGKILL, point
        assert last.problem is None, point
        assert content(remote) == wanted, point
        assert duplicates(remote.source) == [], point
    assert indexed(remote) == {own: notes for own, (_title, notes, *_) in wanted.items()}
    states = Counter(run["state"] for run in runs.latest(remote.source, 100))
    assert states["running"] == 0
    assert remote.follow().tally.counts == {Outcome.UNCHANGED: len(wanted)}


@pytest.mark.parametrize("number", [2, 4])
def test_several_workers_do_not_do_the_work_twice(remote: Remote, number: int) -> None:
    remote.register(options={"page_size": 10}, limits={"portion": 20})
    remote.portal.records = [package(n) for n in range(RECORDS)]
    remote.portal.answer = slowly

    workers = [start(remote.source) for _ in range(number)]
    ends = [results.get(timeout=300) for _process, results in workers]
    for process, _results in workers:
        process.join()

    assert duplicates(remote.source) == []
    assert len(remote.stored()) == RECORDS
    done = [end for end in ends if end != "busy"]
    assert sum(end.get(Outcome.ADDED, 0) for end in done) == RECORDS


def test_a_cancelled_run_keeps_what_it_wrote_and_the_next_one_goes_on(remote: Remote) -> None:
    remote.register(options={"page_size": 10}, limits={"portion": 20})
    remote.portal.records = [package(n) for n in range(60)]
    # Met and not yet written down when the run ends: the next one lists it.
    remote.portal.records[44]["tags"] = "不是列表"

    class Impatient:
        """Ends the run when more than a portion is in."""

        def progress(self, done: int, *_more: Any) -> None:
            if done > 45:
                raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        follow(Wish(source=remote.source, mode=Mode.FULL), Impatient())
    cancelled = runs.latest(remote.source, 1)[0]
    written = len(remote.stored())
    result = remote.follow()

    assert (cancelled["state"], cancelled["counts"]) == ("cancelled", {"added": 40})
    assert written == 40
    assert result.tally.counts == {
        Outcome.UNCHANGED: 40,
        Outcome.ADDED: 19,
        Outcome.FAILED: 1,
    }
