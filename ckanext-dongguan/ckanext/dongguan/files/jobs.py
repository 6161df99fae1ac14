"""What the room does regularly."""

from __future__ import annotations

import time

from ckanext.dongguan.jobs.definition import JobDefinition, Run

from .sweep import sweep


def _sweep(run: Run) -> None:
    found = sweep(time.time(), tell=lambda _: run.check())
    run.progress(found.files, found.files)


JOBS = (
    JobDefinition(
        name="file-sweep",
        title="Remove files that no dataset holds any more",
        schedule="40 3 * * *",
        limit_seconds=3600,
        run=_sweep,
    ),
)
