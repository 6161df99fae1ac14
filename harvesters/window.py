"""The hours in which a source may be called, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

# China has kept one time without summer time since 1991.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, kw_only=True)
class Window:
    """A span of the day in Dongguan's time; one that ends earlier goes over midnight."""

    start: time
    end: time

    @classmethod
    def read(cls, text: str) -> Window:
        """Read `22:00-06:00`; raises ValueError."""
        found = _SPAN.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        hours = [int(one) for one in found.groups()]
        return cls(start=time(hours[0], hours[1]), end=time(hours[2], hours[3]))

    def holds(self, instant: datetime) -> bool:
        """Tell whether an instant (with its zone) lies inside."""
        at = instant.astimezone(SHANGHAI).time()
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


def may_call(windows: Iterable[Window], instant: datetime) -> bool:
    """Tell whether a source may be called; without a window at any time."""
    found = tuple(windows)
    return not found or any(window.holds(instant) for window in found)
