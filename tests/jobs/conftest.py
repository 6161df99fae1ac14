"""Jobs of the tests' own, declared by a plugin as any room would."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import ckan.plugins as p
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.lib import jobs as rq_jobs
from ckan.plugins import core

from ckanext.dongguan.jobs import active_run, heart
from ckanext.dongguan.jobs.definition import JobDefinition, Run
from ckanext.dongguan.jobs.interfaces import IJobs
from ckanext.dongguan.jobs.model import jobs, runs
from ckanext.dongguan.jobs.worker import Worker

from ..apart import own_connections

QUEUE = "jobs-of-the-tests"
BEFORE = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # 2 March 01:00 in Dongguan
DUE = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)  # 02:30


def rq_ids() -> list[str]:
    """List the runs that RQ holds for the jobs of the tests."""
    return list(rq_jobs.get_queue(QUEUE).job_ids)


class RoomOfTests(p.Plugin):
    """A room that declares what a test gives it."""

    p.implements(IJobs)
    given: tuple[JobDefinition, ...] = ()

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        return self.given


def _empty() -> None:
    with model.meta.engine.begin() as connection:
        connection.execute(runs.delete())
        connection.execute(jobs.delete())
    for name in (QUEUE, "default"):
        rq_jobs.get_queue(name).delete(delete_jobs=True)


@pytest.fixture
def declare(
    portal: None, monkeypatch: pytest.MonkeyPatch, new_name: Callable[[str], str]
) -> Iterator[Callable[..., JobDefinition]]:
    """Declare jobs; the tables are empty before and after."""
    room = RoomOfTests(name="room_of_tests")
    monkeypatch.setitem(core._PLUGINS_SERVICE, "room_of_tests", room)
    _empty()

    def make(run: Callable[[Run], None] = lambda _run: None, **fields: Any) -> JobDefinition:
        facts = {
            "name": new_name("job"), "title": "Test job", "schedule": "30 2 * * *",
            "limit_seconds": 60, "queue": QUEUE, **fields,
        }  # fmt: skip
        definition = JobDefinition(run=run, **facts)
        room.given = (*(j for j in room.given if j.name != definition.name), definition)
        return definition

    yield make
    _empty()


@pytest.fixture
def runs_of() -> Callable[[str], list[Any]]:
    """Read the runs of a job, oldest first."""

    def read(name: str) -> list[Any]:
        query = sa.select(runs).where(runs.c.job == name).order_by(runs.c.queued_at)
        with model.meta.engine.connect() as connection:
            return list(connection.execute(query))

    return read


@pytest.fixture
def job_row() -> Callable[[str], Any]:
    """Read the row of a job."""

    def read(name: str) -> Any:
        with model.meta.engine.connect() as connection:
            return connection.execute(sa.select(jobs).where(jobs.c.name == name)).one()

    return read


@pytest.fixture
def together() -> Callable[[int, Callable[[], Any]], list[Any]]:
    """Call something in several threads at the same moment and return what it returned."""

    def call(number: int, work: Callable[[], Any]) -> list[Any]:
        barrier = threading.Barrier(number)
        results: list[Any] = []

        def one() -> None:
            barrier.wait()
            results.append(work())

        threads = [threading.Thread(target=one) for _ in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        assert len(results) == number
        return results

    return call


@pytest.fixture
def in_child() -> Iterator[Callable[[Callable[[], Any]], int]]:
    """Do something in a process of its own and return its id; it ends with the test."""
    children: list[int] = []

    def start(work: Callable[[], Any]) -> int:
        pid = os.fork()
        if pid == 0:
            try:
                own_connections()
                work()
            finally:
                os._exit(0)
        children.append(pid)
        return pid

    yield start
    for pid in children:
        try:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


@pytest.fixture
def work_off() -> Callable[[], None]:
    """Let a real worker empty the queue; it forks a process for each job."""
    return lambda: Worker([QUEUE]).work(burst=True, logging_level="ERROR")


@pytest.fixture
def quick_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hearts beat ten times a second and progress be written at once."""
    monkeypatch.setattr(heart.Heart.__init__, "__defaults__", (0.1,))
    monkeypatch.setattr(active_run, "_WRITE_EVERY", timedelta(0))
