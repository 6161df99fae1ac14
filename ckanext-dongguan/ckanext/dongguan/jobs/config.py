"""The room's options; nobody else knows their names."""

from __future__ import annotations

from datetime import timedelta

import ckan.plugins.toolkit as tk


def silence() -> timedelta:
    """How long a run may be silent before it counts as lost."""
    return timedelta(seconds=tk.config["ckanext.dongguan.jobs.silence_seconds"])


def tick_seconds() -> int:
    """Seconds between two ticks."""
    return int(tk.config["ckanext.dongguan.jobs.tick_seconds"])


def history_kept() -> timedelta:
    """How long finished runs are kept."""
    return timedelta(days=tk.config["ckanext.dongguan.jobs.history_days"])
