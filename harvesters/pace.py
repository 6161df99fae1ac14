"""At most so many calls a second to one host, whoever makes them."""

from __future__ import annotations

import threading
from collections.abc import Callable

# Books the next turn at a host, which keeps so many seconds to the one after; gives the
# seconds until it comes.
Turn = Callable[[str, float], float]


class Turns:
    """The turns of one process; what several keep together, the portal hands in."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, host: str, gap: float) -> float:
        """Book the next turn."""
        with self._lock:
            now = self._now()
            turn = max(now, self._next.get(host, 0.0))
            self._next[host] = turn + gap
        return turn - now


class Pace:
    """Keeps calls apart by booked turns."""

    def __init__(self, per_second: float, turn: Turn, pause: Callable[[float], None]) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._turn, self._pause = turn, pause

    def wait(self, host: str) -> None:
        """Wait for one's turn at a host."""
        seconds = self._turn(host, self._gap) if self._gap else 0.0
        if seconds > 0:
            self._pause(seconds)
