"""Starting a job because a person wants it now."""

from __future__ import annotations

from datetime import datetime

from ckan import model

from . import execution, history, registry, timetable, waiting_line
from .active_run import Listener
from .state import RunState


class StillActiveError(Exception):
    """The job has a queued or running run already."""


def start(job: str, requested_by: str | None, now: datetime) -> str:
    """Queue a run for the workers and return its id; raises StillActiveError."""
    timetable.sync(registry.declared().values(), now)
    with model.meta.engine.begin() as connection:
        run_id = history.add(connection, job, requested_by, now)
        if run_id is None:
            raise StillActiveError(job)
        timetable.note_run(connection, job, now)
    waiting_line.enqueue_waiting(now)
    return run_id


def run_here(
    job: str, requested_by: str | None, now: datetime, listener: Listener
) -> tuple[str, RunState]:
    """Run a job in this process, without its time limit; raises StillActiveError.

    Queued and claimed in one transaction, so that no tick hands it to a worker.
    """
    timetable.sync(registry.declared().values(), now)
    with model.meta.engine.begin() as connection:
        run_id = history.add(connection, job, requested_by, now)
        if run_id is None:
            raise StillActiveError(job)
        timetable.note_run(connection, job, now)
        row = history.claim(connection, run_id, execution.worker_name(), now)
    return run_id, execution.perform_claimed(row, listener)
