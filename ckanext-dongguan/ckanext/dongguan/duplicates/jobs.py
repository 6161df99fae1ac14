"""What the room does regularly."""

from __future__ import annotations

from ckanext.dongguan.jobs.definition import JobDefinition, Run


def _find(run: Run) -> None:
    # The comparing library is loaded by the worker alone.
    from . import finding

    finding.renew(run.progress)


JOBS = (
    JobDefinition(
        name="same-resource",
        title="Find resources that two departments keep",
        schedule="30 3 * * *",
        limit_seconds=1800,
        run=_find,
    ),
)
