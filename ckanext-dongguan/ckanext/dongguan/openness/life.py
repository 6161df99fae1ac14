"""Where a dataset stands between its draft and its withdrawal, without CKAN.

The life cycle is kept apart from the dataset's fields: no form and no harvest can
undo a freeze, a withdrawal or an embargo by sending the record once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LifeCycle(StrEnum):
    """The states of a dataset's life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    EMBARGOED = "embargoed"
    FROZEN = "frozen"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Life:
    """A state, and for an embargo the instant (with its zone) at which it ends."""

    state: LifeCycle = LifeCycle.PUBLISHED
    until: datetime | None = None

    def is_published(self, now: datetime) -> bool:
        """Tell whether class and record decide at an instant; an embargo is over at its end."""
        if self.state is LifeCycle.EMBARGOED:
            return self.until is not None and now >= self.until
        return self.state is LifeCycle.PUBLISHED


PUBLISHED = Life()
_STOPPED = {LifeCycle.FROZEN, LifeCycle.WITHDRAWN}
_EVENTS = {
    LifeCycle.FROZEN: "freeze",
    LifeCycle.WITHDRAWN: "withdraw",
    LifeCycle.EMBARGOED: "embargo",
    LifeCycle.PUBLISHED: "publish",
}


def event_of(old: LifeCycle, new: LifeCycle) -> str:
    """Name the event of a change, as the log of decisions calls it."""
    if old in _STOPPED and new not in _STOPPED:
        return "unfreeze"
    return _EVENTS.get(new, "life_change")
