"""What the room does regularly: carry out what was begun, and alarm where it does not end."""

from __future__ import annotations

from ckanext.dongguan.jobs.definition import JobDefinition, Run
from ckanext.dongguan.openness import overview

from . import alarm, history, rounds, running


class NotFinishedError(Exception):
    """A change has not reached every surface, or something still answers."""


def carry_out(run: Run) -> None:
    """Carry out every change that is not finished; one that fails is tried each minute.

    :raises NotFinishedError: one of them did not come to its end
    """
    rows = history.unfinished()
    for number, row in enumerate(rows):
        run.progress(number, len(rows))
        running.run(row.id, lambda *_: run.check())
    left = [row for row in history.unfinished() if _has_failed(row.id)]
    if left:
        alarm.send(left)
        raise NotFinishedError(", ".join(f"{row.id} ({row.dataset_id})" for row in left))


def visit_closed(run: Run) -> None:
    """Visit the datasets that are not open once more, as many as a night has time for."""
    rounds.go(run, overview.closed())


def _has_failed(change_id: int) -> bool:
    return any(step.error for step in history.steps_of([change_id])[change_id])


JOBS = (
    JobDefinition(
        name="reclassification",
        title="Carry changes of openness to every surface",
        schedule="* * * * *",
        limit_seconds=3600,
        run=carry_out,
    ),
    JobDefinition(
        name="nightly-check",
        title="Visit the datasets that are not open as a passer-by",
        schedule="30 1 * * *",
        limit_seconds=5 * 3600,
        run=visit_closed,
    ),
)
