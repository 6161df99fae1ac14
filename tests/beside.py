"""Two processes of pytest-xdist beside each other, each in a world of its own."""

from __future__ import annotations

import json
from collections.abc import MutableMapping

import pytest
from xdist.scheduler import LoadFileScheduling

BROWSER = "tests/e2e/"


def enter(environ: MutableMapping[str, str]) -> None:
    """Take the databases and the index of this worker's world; CKAN reads them later."""
    if worker := environ.get("PYTEST_XDIST_WORKER"):
        worlds = json.loads(environ["DONGGUAN_TEST_WORLDS"])
        environ.update(worlds[int(worker.removeprefix("gw"))])


def turn(item: pytest.Item) -> int:
    """Say when a test's turn is: a long one that comes last leaves the other core idle."""
    first = ("e2e", "stack")
    marks = (place for place, name in enumerate(first) if item.get_closest_marker(name))
    return next(marks, len(first))


class Scheduling(LoadFileScheduling):  # type: ignore[misc]
    """Hand out whole files, and the browser's as one: they look at one portal."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)
