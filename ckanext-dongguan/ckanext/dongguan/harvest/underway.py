"""What the jobs of a source are doing now, and why the last one could not begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from . import jobs

ACTIVE = ("queued", "running")


def newest(source: str) -> list[dict[str, Any]]:
    """Find the newest run of a source's jobs, the real one's first, then the dry one's."""
    found = []
    for name in (jobs.job_name(source), jobs.dry_name(source)):
        try:
            told = tk.get_action("dongguan_job_run_list")({}, {"job": name, "limit": 1})
        except tk.ObjectNotFound:
            continue
        found += [{**one, "is_dry": name == jobs.dry_name(source)} for one in told["results"]]
    return found


def active(found: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """Find the run that waits or works."""
    return next((one for one in found if one["state"] in ACTIVE), None)


def refused(found: Iterable[dict[str, Any]], last: Mapping[str, Any] | None) -> str:
    """Say why the newest attempt made no run; empty where it made one."""
    attempts = [one for one in found if one["state"] not in ACTIVE]
    latest = max(attempts, key=lambda one: one["queued_at"], default=None)
    is_told = last is not None and latest and last["started_at"] >= latest["queued_at"]
    if not latest or is_told or not latest["error"]:
        return ""
    return str(latest["error_label"])
