"""What templates ask of the room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from . import keeper
from .item import State


def dongguan_planned(dataset_id: str) -> dict[str, Any] | None:
    """Return the planned item of a dataset, the latest, or None."""
    found = tk.get_action("dongguan_plan_list")({"user": ""}, {"dataset": dataset_id})
    items: list[dict[str, Any]] = found["items"]
    return items[-1] if items else None


def dongguan_plan_state(state: str) -> str:
    """Name the state of a planned item."""
    labels = {
        State.PLANNED: tk._("Planned"), State.LATE: tk._("Overdue"), State.DONE: tk._("Done"),
    }  # fmt: skip
    return str(labels[State(state)])


def dongguan_may_plan() -> bool:
    """Tell whether the person in front of the page keeps the plan."""
    return keeper.is_one(tk.current_user.name)
