"""Rows as the dictionaries that actions return; times in Dongguan's time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ckanext.dongguan.clock import told

from . import lending, wording
from .access import State

_FACTS = ("id", "dataset", "account", "reason", "minutes", "decided_by", "ended_by")
_TIMES = ("asked_at", "decided_at", "until", "ended_at")


def access(
    row: Any, now: datetime, names: Mapping[str, str], unsent: int = 0
) -> dict[str, Any]:
    """Return an access with its state, the names of people and how many mails wait."""
    state = lending.access_of(row).state(now)
    return {
        **{name: getattr(row, name) for name in _FACTS},
        **{name: told(getattr(row, name)) for name in _TIMES},
        "account_name": names.get(row.account, row.account),
        "decided_by_name": names.get(row.decided_by, ""),
        "ended_by_name": names.get(row.ended_by, ""),
        "state": state.value,
        "state_label": wording.state_label(state),
        "is_open": state is State.OPEN,
        "is_waiting": state is State.ASKED,
        "mails_waiting": unsent,
    }
