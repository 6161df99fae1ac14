"""The room's own job: close lost runs, forget old ones."""

from __future__ import annotations

from ckanext.dongguan.clock import now

from . import config, history
from .definition import JobDefinition, Run


def sweep(run: Run) -> None:
    """Close the runs that are silent and delete those nobody asks for any more."""
    at = now()
    history.lose(config.silence(), at)
    run.progress(1, 2)
    history.forget(at - config.history_kept())
    run.progress(2, 2)


JOBS = (
    JobDefinition(
        name="jobs-sweep",
        title="Close lost runs and delete old ones",
        schedule="17 * * * *",
        limit_seconds=300,
        run=sweep,
    ),
)
