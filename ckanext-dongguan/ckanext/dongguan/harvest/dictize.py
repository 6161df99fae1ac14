"""Rows as the dictionaries that actions return; times in Dongguan's time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.dongguan.clock import told

from .kinds import is_foreign, title

RUN_TIMES = ("started_at", "finished_at")
SOURCE_TIMES = (
    "approved_at",
    "read_whole_at",
    "shrink_confirmed_at",
    "created_at",
    "changed_at",
)


def source(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a source."""
    times = {name: told(row[name]) for name in SOURCE_TIMES}
    return {**row, **times, "adapter_title": title(row["adapter"]),
            "is_elsewhere": is_foreign(row["adapter"])}  # fmt: skip


def run(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a run."""
    return {**row, **{name: told(row[name]) for name in RUN_TIMES}}


def fault(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what could not be taken."""
    return {**row, "noted_at": told(row["noted_at"])}
