"""What the room's page asks for."""

from __future__ import annotations

from typing import Any

from . import wording
from .state import ACTIVE, RunState


def dongguan_job_states() -> list[dict[str, str]]:
    """List the states of a run with their words."""
    return [{"value": s.value, "label": wording.state_label(s.value)} for s in RunState]


def dongguan_is_job_active(run: dict[str, Any] | None) -> bool:
    """Tell whether a run waits or works."""
    return run is not None and run["state"] in ACTIVE


def dongguan_job_time(instant: str | None) -> str:
    """Write an instant of an action's answer as a person reads it, to the second."""
    return (instant or "")[:19].replace("T", " ")
