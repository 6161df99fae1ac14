"""Rows as the dictionaries that actions return; times in Dongguan's time."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.clock import told

from . import wording
from .definition import JobDefinition

_TIMES = ("queued_at", "started_at", "heartbeat_at", "finished_at", "cancel_requested_at")
_FACTS = (
    "id", "job", "state", "requested_by", "worker", "done", "total", "percent",
    "remaining_seconds", "message", "error",
)  # fmt: skip


def job(definition: JobDefinition, row: Any, last_run: dict[str, Any] | None) -> dict[str, Any]:
    """Return a job with its last run."""
    return {
        "name": definition.name,
        "title": definition.titled(tk._),
        "schedule": row.schedule,
        "schedule_label": wording.schedule_label(row.schedule),
        "declared_schedule": row.declared_schedule,
        "is_enabled": row.is_enabled,
        "next_due_at": told(row.next_due_at) if row.is_enabled else None,
        "queue": row.queue,
        "limit_seconds": row.limit_seconds,
        "last_run_at": told(row.last_run_at),
        "skipped_at": told(row.skipped_at),
        "last_run": last_run,
    }


def run(row: Any) -> dict[str, Any]:
    """Return a run with the words for its state and its error."""
    return {
        **{name: getattr(row, name) for name in _FACTS},
        **{name: told(getattr(row, name)) for name in _TIMES},
        "state_label": wording.state_label(row.state),
        "requested_by_label": wording.requester_label(row.requested_by),
        "error_label": wording.error_label(row.error),
    }
