"""What the room does regularly."""

from __future__ import annotations

from datetime import UTC, datetime

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.jobs.definition import JobDefinition, Run

from . import lives

_CONTEXT = {"ignore_auth": True, "defer_commit": True, "user": ""}


def end_embargoes(run: Run) -> None:
    """Publish the datasets whose embargo has ended, each in a transaction of its own."""
    ended = lives.ended_embargoes(datetime.now(UTC))
    for number, dataset_id in enumerate(ended, start=1):
        asked = {"id": dataset_id, "state": "published", "inner_reason": "限时已到"}
        tk.get_action("dongguan_life_cycle_update")({**_CONTEXT}, asked)
        model.repo.commit()
        run.progress(number, len(ended))


JOBS = (
    JobDefinition(
        name="embargo-end",
        title="Publish datasets whose embargo has ended",
        schedule="* * * * *",
        limit_seconds=600,
        run=end_embargoes,
    ),
)
