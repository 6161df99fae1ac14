"""Stopping a run: at once while it waits, by asking while it works, by force at last."""

from __future__ import annotations

from datetime import datetime

from ckan import model

from . import history, waiting_line
from .state import Event, RunState


class AlreadyFinishedError(Exception):
    """The run has ended; there is nothing to stop."""


def cancel(run_id: str, now: datetime, *, force: bool = False) -> None:
    """Stop a run; raises AlreadyFinishedError.

    A running job hears of it at its next sign of life. With `force` its process is
    killed where a worker of RQ holds it; elsewhere the request stands.
    """
    with model.meta.engine.begin() as connection:
        if history.happen(
            connection, run_id, Event.CANCEL, only=RunState.QUEUED, finished_at=now
        ):
            return
        if history.request_cancel(connection, run_id, now) is None:
            raise AlreadyFinishedError(run_id)
    if force and waiting_line.stop(run_id):
        with model.meta.engine.begin() as connection:
            history.happen(
                connection, run_id, Event.CANCEL, finished_at=now, error="interrupted"
            )
