"""Rows as the dictionaries that actions return; times in Dongguan's time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.dongguan.clock import told

from . import wording

_FACTS = ("id", "account", "event", "operation", "outcome", "dataset", "resource", "rule",
          "detail", "reason")  # fmt: skip


def entry(row: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a row with its words and the account's login name of today."""
    return {
        **{name: getattr(row, name) for name in _FACTS},
        "at": told(row.at),
        "account_name": names.get(row.account, ""),
        "event_label": wording.event_label(row.event),
        "detail_words": {
            wording.detail_label(key): value
            for key, value in (row.detail or {}).items()
            if value not in (None, "")
        },
        "outcome_label": wording.outcome_label(row.outcome),
    }
