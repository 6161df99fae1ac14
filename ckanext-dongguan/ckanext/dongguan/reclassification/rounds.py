"""The nightly round: datasets that are not open are visited as a passer-by, in turn.

What was silent when it was closed may answer later: a new surface, a restored index, a
setting. A round that has no more time goes on the next night where it stopped.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.jobs.definition import Run
from ckanext.dongguan.openness import known

from . import alarm, checking, history

# Ends before the working day begins.
NIGHT_SECONDS = 3 * 3600.0
_CONTEXT = {"ignore_auth": True, "user": ""}


def go(run: Run, dataset_ids: Sequence[str], seconds: float = NIGHT_SECONDS) -> None:
    """Visit datasets (ids in their order) as long as there is time; alarm of what answers.

    :raises StillAnswersError: something answers
    """
    found = list(_answering(run, in_turn(dataset_ids, _last(run)), time.monotonic() + seconds))
    if found:
        alarm.tell_of(found)
        raise checking.StillAnswersError(", ".join(found))


def in_turn(dataset_ids: Sequence[str], last: str) -> list[str]:
    """Begin behind the last one that was visited, and come round to it."""
    start = bisect_right(dataset_ids, last)
    return [*dataset_ids[start:], *dataset_ids[:start]]


def _last(run: Run) -> str:
    return str(run.previous.cursor.get("last", "")) if run.previous else ""


def _answering(run: Run, dataset_ids: Sequence[str], end: float) -> Iterator[str]:
    for number, dataset_id in enumerate(dataset_ids, start=1):
        if not _is_silent(dataset_id):
            yield dataset_id
        run.save({"last": dataset_id})
        run.progress(number, len(dataset_ids))
        if time.monotonic() > end:
            return


def _is_silent(dataset_id: str) -> bool:
    """Visit a dataset; what answers is carried to every surface once more."""
    try:
        report = checking.check(dataset_id, {**_CONTEXT})
    except tk.ObjectNotFound:
        return True
    if report.answered:
        _begin(dataset_id)
    return not report.answered


def _begin(dataset_id: str) -> None:
    dataset = known.at_this_moment(dataset_id)
    if dataset is None:
        return
    case = dataset.case.value
    facts = {"event": "surface_check", "from_case": case, "to_case": case, "reason": ""}
    history.begin([{"dataset_id": dataset_id, **facts}])
    model.Session.commit()
