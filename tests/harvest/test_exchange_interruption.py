"""A batch is in once, wherever a run is cut off: killed, disconnected, changed meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from ckan import model

from ckanext.dongguan.harvest import following, receipts
from ckanext.dongguan.harvesters import exchange
from ckanext.dongguan.harvesters.difference import Mode, Outcome
from ckanext.dongguan.harvesters.exchange import Exchange

from ..apart import await_lock, own_connections
from .conftest import Front, Silent
from .delivered import stored
from .exchange_servers import item

# More than one page.
ROWS = 110
FORK = multiprocessing.get_context("fork")


def die(*_arguments: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def before_the_marks(kill: pytest.MonkeyPatch) -> None:
    kill.setattr(Exchange, "take", die)


def before_the_rows(kill: pytest.MonkeyPatch) -> None:
    kill.setattr(Exchange, "print_of", die)


def before_the_commit(kill: pytest.MonkeyPatch) -> None:
    kill.setattr(receipts, "note", die)


def before_the_receipt(kill: pytest.MonkeyPatch) -> None:
    kill.setattr(Exchange, "tell", die)


def inside_the_receipt(kill: pytest.MonkeyPatch) -> None:
    kill.setattr(Exchange, "_mark_rows", die)


POINTS: list[Callable[[pytest.MonkeyPatch], None]] = [
    before_the_marks, before_the_rows, before_the_commit, before_the_receipt,
    inside_the_receipt,
]  # fmt: skip


def killed_run(source: str, point: Callable[[pytest.MonkeyPatch], None]) -> int | None:
    """Follow a source in a process that is killed at a point; give its exit code."""

    def work() -> None:
        own_connections()
        point(pytest.MonkeyPatch())
        following.follow(following.Wish(source=source, mode=Mode.FULL), Silent())

    process = FORK.Process(target=work)
    process.start()
    process.join(timeout=300)
    await_lock(f"harvest:{source}")
    return process.exitcode


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_run_is_taken_up_and_each_batch_has_one_receipt(
    front: Front, point: Callable[[pytest.MonkeyPatch], None]
) -> None:
    front.place.batch("B1", item(1), item(2), item(3, theme_code="nowhere"))
    model.Session.remove()

    code = killed_run(front.source, point)
    front.follow()
    last = front.follow()

    assert code == -signal.SIGKILL
    assert len(stored(front.source)) == 2
    assert [r["done_count"] for r in front.place.receipts()] == [2]
    assert [r["failed_count"] for r in front.place.receipts()] == [1]
    assert front.place.states() == {"B1": 4}
    assert last.tally.counts[Outcome.UNCHANGED] == 2


@pytest.mark.parametrize("place", ["mariadb"], indirect=True)
def test_a_batch_that_is_killed_between_its_parts_is_read_again_whole(front: Front) -> None:
    front.register(options={"batch_rows": 100})
    front.place.batch("B1", *(item(n) for n in range(ROWS)))
    model.Session.remove()

    def at_the_second_part(kill: pytest.MonkeyPatch) -> None:
        noted = receipts.note

        def note(source: str, run: str, part: Any) -> None:
            noted(source, run, part)
            if part.is_closed:
                die()

        kill.setattr(receipts, "note", note)

    killed_run(front.source, at_the_second_part)
    half = len(stored(front.source))
    result = front.follow()

    assert half == 100
    assert result.tally.counts == {Outcome.UNCHANGED: 100, Outcome.ADDED: ROWS - 100}
    assert [r["done_count"] for r in front.place.receipts()] == [ROWS]


def test_a_batch_that_changes_while_it_is_read_is_read_again(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.place.batch("B1", item(1), item(2))
    told = Exchange.tell

    def tell(self: Exchange, *arguments: Any) -> None:
        front.place.do("UPDATE t_catalog SET res_name = '停车场改名', seq_no = 9")
        told(self, *arguments)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Exchange, "tell", tell)
        broken = front.follow()
    states, receipts_given = front.place.states(), front.place.receipts()
    after = front.follow()

    assert broken.problem
    assert "在读取期间被来源改动" in broken.problem.cause
    assert (states, receipts_given) == ({"B1": 1}, [])
    assert after.problem is None
    assert {p.title for p in stored(front.source).values()} == {"停车场改名"}
    assert front.place.states() == {"B1": 3}


def test_what_changes_meanwhile_is_not_seen_in_the_snapshot(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.place.batch("B1", item(1), item(2))
    printed = Exchange.print_of

    def print_of(self: Exchange, *arguments: Any) -> Any:
        found = printed(self, *arguments)
        front.place.do("UPDATE t_catalog SET res_name = '半途改名' WHERE res_id = '29000/2'")
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Exchange, "print_of", print_of)
        front.follow()

    assert "半途改名" not in {p.title for p in stored(front.source).values()}


def cut_all(front: Front) -> None:
    """Close every connection that the portal has to the exchange."""
    if front.place.kind == "postgresql":
        front.place.do(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return
    front.place.do(f"KILL USER '{front.place.login['username']}'")


def test_a_connection_that_closes_in_mid_batch_loses_nothing(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.place.batch("B1", *(item(n) for n in range(ROWS)))
    read, pages = exchange.Database.rows, 0

    def rows(self: Any, query: Any) -> Any:
        nonlocal pages
        pages += "LIMIT" in str(query)
        if pages == 2:
            cut_all(front)
        return read(self, query)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(exchange.Database, "rows", rows)
        broken = front.follow()
    after = front.follow()

    assert broken.problem
    assert "断开" in broken.problem.cause
    assert after.problem is None
    assert len(stored(front.source)) == ROWS
    assert [r["done_count"] for r in front.place.receipts()] == [ROWS]


@pytest.mark.parametrize("place", ["mariadb"], indirect=True)
def test_two_runs_at_once_give_one_receipt(front: Front) -> None:
    front.place.batch("B1", *(item(n) for n in range(30)))
    model.Session.remove()

    def work() -> None:
        own_connections()
        following.follow(following.Wish(source=front.source, mode=Mode.FULL), Silent())

    both = [FORK.Process(target=work) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=300)

    assert len(stored(front.source)) == 30
    assert [r["done_count"] for r in front.place.receipts()] == [30]
