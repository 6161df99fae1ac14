"""Emergency access to one dataset: its states and what may happen in each, without CKAN.

Nobody who only keeps the system running has a say over data. Where a fault cannot be
found without them, a second person lends access to one dataset for a few hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A request nobody answered within a day is no emergency any more.
ANSWERED_WITHIN = timedelta(hours=24)
SHORTEST_REASON = 10


class State(StrEnum):
    """How far an access is."""

    ASKED = "asked"
    LAPSED = "lapsed"
    REFUSED = "refused"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Access:
    """One access as it is kept: who asked when, who decided, until when it is lent."""

    account: str
    asked_at: datetime
    decided_by: str | None = None
    is_approved: bool = False
    until: datetime | None = None
    ended_at: datetime | None = None

    def state(self, now: datetime) -> State:
        """Tell how far the access is at an instant."""
        if self.ended_at is not None:
            return State.OVER
        if self.is_approved and self.until is not None:
            return State.OPEN if now < self.until else State.OVER
        if self.decided_by is not None:
            return State.REFUSED
        return State.ASKED if now < self.asked_at + ANSWERED_WITHIN else State.LAPSED

    def may_decide(self, account: str, now: datetime) -> bool:
        """Tell whether a person may approve or refuse: a second one, and in time."""
        return self.state(now) is State.ASKED and account != self.account


def is_reason(text: str) -> bool:
    """Tell whether a reason says enough to be judged by."""
    return len("".join(text.split())) >= SHORTEST_REASON
