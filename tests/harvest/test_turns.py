"""Two runs on one host share its rate; runs on different hosts do not wait for each other."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable

from ckanext.dongguan.harvest import turns
from ckanext.dongguan.harvesters.guard import Call, Guard
from ckanext.dongguan.harvesters.limits import Limits

from ..apart import own_connections
from .portal_server import Handler, served

CALLS = 12
PER_SECOND = 10
FORK = multiprocessing.get_context("fork")


def run(url: str) -> None:
    """Call a host as a run does, in a process of its own."""
    own_connections()
    limits = Limits(private=True, calls_per_second=PER_SECOND)
    guard = Guard(url, limits, turn=turns.turn)
    for _ in range(CALLS):
        guard.send(Call(method="GET", url=url))


def test_two_processes_call_a_host_no_more_often_than_one_may(portal: None) -> None:
    arrived: list[float] = []

    def answer(handler: Handler) -> None:
        arrived.append(time.monotonic())
        handler.send(200, b"{}")

    with served() as upstream:
        upstream.answer = answer
        runs = [FORK.Process(target=run, args=[upstream.url]) for _ in range(2)]
        began = time.monotonic()
        for one in runs:
            one.start()
        for one in runs:
            one.join(300)

    # A busy machine only makes a call later: none comes before its turn.
    assert len(arrived) == 2 * CALLS
    for number, instant in enumerate(sorted(arrived)):
        assert instant - began >= number / PER_SECOND


def test_hosts_do_not_wait_for_each_other(portal: None, new_name: Callable[[str], str]) -> None:
    first, second = (f"{new_name('zhuji')}.example" for _ in range(2))

    waits = [turns.turn(host, 600) for host in (first, second, first)]

    assert waits[:2] == [0, 0]
    assert 0 < waits[2] <= 600
