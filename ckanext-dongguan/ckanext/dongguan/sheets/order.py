"""A table that somebody ordered because nobody waits for it on a page, without CKAN."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

# So long a file is kept for who ordered it.
KEPT = timedelta(days=3)


class State(StrEnum):
    """Where an order stands."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is wanted, by whom (id of the account), and how far it is.

    `query` is a search as `package_search` takes it, `form` the ending of a form, `template`
    a dataset type; `asked_at` is in UTC. `is_own` tells that it is the person's own sheet:
    what they may edit, with all fields. `done` of `total` datasets are written.
    """

    id: str
    account: str
    title: str
    template: str
    form: str
    query: Mapping[str, Any]
    asked_at: datetime
    is_own: bool = False
    state: State = State.WAITING
    done: int = 0
    total: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be written."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def percent(self) -> int:
        """Tell how much of it is written, 0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    def is_same(self, other: Order) -> bool:
        """Tell whether another order of the same account wants the same."""
        names = ("account", "template", "form", "query", "is_own")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time is over."""
        return now - self.asked_at > KEPT


def packed(order: Order) -> str:
    """Write an order as text."""
    return json.dumps({**asdict(order), "asked_at": order.asked_at.isoformat()})


def unpacked(text: str | bytes) -> Order:
    """Read an order that `packed` has written."""
    raw = json.loads(text)
    asked_at = datetime.fromisoformat(raw["asked_at"])
    return Order(**{**raw, "asked_at": asked_at, "state": State(raw["state"])})


def shown(order: Order) -> dict[str, Any]:
    """Write an order for the API."""
    names = ("id", "title", "form", "is_own", "done", "total", "percent")
    told = {name: getattr(order, name) for name in names}
    return {**told, "state": order.state.value, "is_open": order.is_open}
