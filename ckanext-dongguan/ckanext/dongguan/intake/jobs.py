"""What the room does regularly."""

from __future__ import annotations

from ckanext.dongguan.jobs.definition import JobDefinition, Run

from . import drain, outbox


def _drain(run: Run) -> None:
    waiting = outbox.waiting()
    sent = drain.drain()
    run.progress(sent, max(waiting, sent))


JOBS = (
    JobDefinition(
        name="index-outbox",
        title="Send to the search index what a crash left behind",
        schedule="* * * * *",
        limit_seconds=600,
        run=_drain,
    ),
)
