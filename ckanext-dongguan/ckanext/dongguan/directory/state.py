"""How far an item of the directory has come, without CKAN.

The three words are those of the sharing platforms: 已编目 the entry is written,
已挂接 a resource hangs on it, 已开放 everyone can have a file of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from ckanext.dongguan.openness.decision import Audience


class State(StrEnum):
    """States in their order; each holds the ones before it."""

    CATALOGUED = "catalogued"
    ATTACHED = "attached"
    OPEN = "open"


def states(dataset: Mapping[str, Any], audience: str) -> tuple[State, ...]:
    """List the states a dataset (as `package_show` returns it) for an audience has reached."""
    if dataset.get("state", "active") != "active":
        return ()
    if not dataset.get("resources"):
        return (State.CATALOGUED,)
    if audience != Audience.OPEN:
        return (State.CATALOGUED, State.ATTACHED)
    return tuple(State)
