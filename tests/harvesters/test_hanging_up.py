"""A source that closes the connection at any byte of its answer takes nothing away."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

import pytest

from ckanext.dongguan.harvesters.adapters.ckan import CkanAdapter
from ckanext.dongguan.harvesters.difference import Outcome
from ckanext.dongguan.harvesters.engine import Follow
from ckanext.dongguan.harvesters.guard import Guard
from ckanext.dongguan.harvesters.limits import Limits
from ckanext.dongguan.harvesters.run import Result, Rules

from .ledger import MemoryLedger

LIMITS = Limits(private=True, calls_per_second=0, tries=1)


class Source:
    """Answers the same to everyone, and hangs up after so many bytes of it."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.answer = b""
        self.bytes: int | None = None


@pytest.fixture(scope="module")
def source() -> Iterator[Source]:
    with serving() as found:
        yield found


@contextmanager
def serving() -> Iterator[Source]:
    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            # Unread words of the other side would make it a broken connection.
            while self.rfile.readline().strip():
                pass
            self.wfile.write(told.answer[: told.bytes])

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        told = Source(server.server_address[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield told
        server.shutdown()


def answer(*titles: str) -> bytes:
    """Write a whole answer of a CKAN portal, headers included."""
    records = [{"id": f"yuan-{n}", "title": title} for n, title in enumerate(titles)]
    found = {"success": True, "result": {"count": len(records), "results": records}}
    body = json.dumps(found, ensure_ascii=False).encode()
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        f'ETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'
    )
    return head.encode() + body


def follow(source: Source, ledger: MemoryLedger) -> Result:
    adapter = CkanAdapter(
        url=source.url, guard=Guard(source.url, LIMITS), system="x", version="1",
        owner="dg-jtysj", find_provider=None,
    )  # fmt: skip
    return Follow(adapter, ledger, Rules(), Silent()).run()


class Silent:
    """Holds a run and says nothing."""

    def progress(self, *_told: Any) -> None:
        pass


def test_at_each_byte_of_an_answer_nothing_is_lost_and_the_next_run_goes_on(
    source: Source,
) -> None:
    ledger = MemoryLedger()
    source.answer, source.bytes = answer("公交站点", "停车场"), None
    first = follow(source, ledger)
    before = dict(ledger.titles)
    source.answer = answer("公交站点（新）", "停车场", "图书馆")

    broken = []
    for end in range(len(source.answer)):
        source.bytes = end
        broken.append(follow(source, ledger))
        assert (end, ledger.titles, ledger.missing) == (end, before, set())
    source.bytes = None
    after = follow(source, ledger)

    assert first.tally.counts == {Outcome.ADDED: 2}
    assert all(one.problem and one.problem.remedy for one in broken)
    assert after.tally.counts == {Outcome.CHANGED: 1, Outcome.ADDED: 1, Outcome.UNCHANGED: 1}
    assert after.problem is None
