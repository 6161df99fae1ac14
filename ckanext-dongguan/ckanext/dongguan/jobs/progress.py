"""How far a run is and how long it will still take, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

# Before that much is done an estimate is a guess that would later be taken back.
_FIRST_PERCENT = 5
# The first calls on a platform that counts them come at once, the others at its pace.
_FIRST_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What a run has done; `percent` never falls, `remaining_seconds` never grows."""

    started_at: datetime
    done: int = 0
    total: int = 0
    percent: int = 0
    message: str = ""
    remaining_seconds: int | None = None

    def advance(self, done: int, total: int, message: str, *, at: datetime) -> Progress:
        """Return the progress after `done` of `total`; a total of 0 says nothing yet."""
        percent = max(self.percent, percentage(done, total))
        return replace(
            self,
            done=max(0, done),
            total=max(0, total),
            percent=percent,
            message=message,
            remaining_seconds=self._remaining(percent, at),
        )

    def _remaining(self, percent: int, at: datetime) -> int | None:
        passed = (at - self.started_at).total_seconds()
        if percent < _FIRST_PERCENT or passed < _FIRST_SECONDS:
            return self.remaining_seconds
        fresh = round(passed * (100 - percent) / percent)
        return fresh if self.remaining_seconds is None else min(self.remaining_seconds, fresh)


def percentage(done: int, total: int) -> int:
    """Return 0 to 100, and 100 only when nothing is left; 0 where the total is unknown."""
    if total <= 0:
        return 0
    return min(100, max(0, done * 100 // total))
