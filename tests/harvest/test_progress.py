"""Whoever looks at a run while it works reads how far it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from ckan.tests import factories

from ckanext.dongguan.clock import now
from ckanext.dongguan.harvest import runs
from ckanext.dongguan.harvest.following import Wish, follow
from ckanext.dongguan.harvest.helpers import dongguan_harvest_progress

from .conftest import Remote
from .portal_server import package


class Onlooker:
    """Reads what the portal says of the run, each time that the run speaks."""

    def __init__(self, source: str) -> None:
        self.source, self.read = source, list[str]()

    def progress(self, done: int, total: int, message: str = "") -> None:  # noqa: ARG002
        self.read.append(dongguan_harvest_progress(runs.latest(self.source, 1)[0]))


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ten seconds pass between two looks of the harvests at their clock."""
    began, steps = now(), itertools.count()
    monkeypatch.setattr(
        "ckanext.dongguan.harvest.following.now",
        lambda: began + timedelta(seconds=10 * next(steps)),
    )


@pytest.mark.usefixtures("passing")
def test_a_run_writes_down_how_far_it_is(remote: Remote) -> None:
    remote.register(options={"page_size": 2})
    remote.portal.records = [package(n) for n in range(5)]
    onlooker = Onlooker(remote.source)

    follow(Wish(source=remote.source), onlooker)

    assert onlooker.read[:3] == [
        "刚开始，还没有读到记录", "共 5 条，已读 2 条", "共 5 条，已读 4 条",
    ]  # fmt: skip


@pytest.fixture
def running(remote: Remote) -> Iterator[str]:
    """Give a run that works."""
    run = runs.begin(remote.source, "full", "1", "", is_dry=False)
    yield run
    runs.finish(run, "cancelled")


def test_its_pages_say_it_in_words(app: Any, remote: Remote, running: str) -> None:
    operator = {"Authorization": factories.SysadminWithToken()["token"]}

    begun = app.get(f"/ckan-admin/harvest/runs/{running}", headers=operator).text
    runs.tell(running, 1200, 5000, {"unchanged": 1200})
    page = app.get(f"/ckan-admin/harvest/runs/{running}", headers=operator).text
    source = app.get(f"/en/ckan-admin/harvest/{remote.source}", headers=operator).text

    assert "刚开始，还没有读到记录" in begun
    assert "共 5000 条，已读 1200 条" in page
    assert "1200 of 5000 records read" in source
