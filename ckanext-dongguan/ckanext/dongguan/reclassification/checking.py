"""Every surface visited as a passer-by; what answers is an alarm, and on record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.openness import known

from . import facts, itinerary, probe
from .definition import Change
from .walk import Walker


class StillAnswersError(Exception):
    """A surface answers a passer-by what it must not."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """How many surfaces were visited, what answered, how long it took."""

    visited: int
    answered: list[str]
    seconds: float

    def told(self) -> dict[str, Any]:
        """Give the report as actions return it."""
        return {
            "visited": self.visited,
            "answered": probe.told(self.answered),
            "seconds": self.seconds,
        }


def step(change: Change) -> int:
    """Visit every surface as the last step of a change.

    :raises StillAnswersError: something answers
    """
    report = check(change.dataset_id, {"ignore_auth": True, "user": ""})
    if report.answered:
        raise StillAnswersError("; ".join(probe.told(report.answered)))
    return report.visited


def check(dataset_id: str, context: Any) -> Report:
    """Visit every surface and put on record what came of it.

    :raises ObjectNotFound: there is no such dataset
    """
    began = time.monotonic()
    found = _facts(dataset_id)
    walker = Walker()
    visits = list(itinerary.visits(walker.app, found))
    # What is locked here would keep the visits waiting.
    model.Session.rollback()
    # A thread knows neither who ordered the check nor the session in which they stand.
    with ThreadPoolExecutor(max_workers=1) as alone:
        answered = alone.submit(lambda: list(_answered(walker, visits, found))).result()
    report = Report(
        visited=len(visits),
        answered=answered,
        seconds=round(time.monotonic() - began, 3),
    )
    _record(dataset_id, report, context)
    return report


def _facts(dataset_id: str) -> facts.Facts:
    dataset = known.at_this_moment(dataset_id)
    if dataset is None:
        raise tk.ObjectNotFound()
    aliases = tk.get_action("dongguan_tables_aliases")(
        {"ignore_auth": True}, {"id": dataset.id}
    )
    return facts.of(dataset, aliases)


def _answered(walker: Walker, visits: list[probe.Visit], found: facts.Facts) -> Iterator[str]:
    for visit in visits:
        secret = found.digests if visit.is_given else found.secret
        if wrong := probe.judged(visit, walker.go(visit, secret), secret):
            yield wrong


def _record(dataset_id: str, report: Report, context: Any) -> None:
    entry = {
        "event": "surface_check",
        "operation": "check",
        "outcome": "deny" if report.answered else "allow",
        "dataset": dataset_id,
        "detail": report.told(),
    }
    tk.get_action("dongguan_audit_write")({**context, "ignore_auth": True}, entry)
