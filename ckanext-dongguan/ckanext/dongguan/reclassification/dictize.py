"""Changes as the dictionaries that actions return; times in Dongguan's time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ckanext.dongguan.audit.wording import event_label
from ckanext.dongguan.clock import told

from . import catalogue, wording

_FACTS = ("id", "event", "from_case", "to_case", "reason", "account", "superseded_by")


def change(row: Any, steps: Sequence[Any]) -> dict[str, Any]:
    """Return a change with its steps and the words for its state."""
    state = wording.state_of(row, steps)
    return {
        **{name: getattr(row, name) for name in _FACTS},
        "begun_at": told(row.begun_at),
        "finished_at": told(row.finished_at),
        "event_label": event_label(row.event),
        "to_label": wording.case_label(row.to_case),
        "state": state,
        "state_label": wording.state_label(state),
        "steps": [_step(one) for one in steps],
    }


def _step(row: Any) -> dict[str, Any]:
    described = catalogue.steps().get(row.step)
    return {
        "step": row.step,
        "label": wording.words(described) if described else row.step,
        "finished_at": told(row.finished_at),
        "seconds": row.seconds,
        "count": row.count,
        "error": row.error,
    }
