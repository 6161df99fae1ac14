"""What the room does in the background."""

from __future__ import annotations

from ckanext.dongguan.jobs.definition import JobDefinition

from . import ordering

JOBS = (
    JobDefinition(
        name=ordering.JOB,
        title="Write large tables that were ordered",
        schedule="* * * * *",
        limit_seconds=3 * 3600,
        run=ordering.write_all,
        queue="long",
    ),
)
