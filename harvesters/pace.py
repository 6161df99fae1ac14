"""At most so many calls a second, whoever makes them."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Pace:
    """Keeps the calls of all threads of a run apart."""

    def __init__(
        self, per_second: float, now: Callable[[], float], pause: Callable[[float], None]
    ) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._now, self._pause = now, pause
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait for one's turn."""
        if not self._gap:
            return
        with self._lock:
            now = self._now()
            turn = max(now, self._next)
            self._next = turn + self._gap
        if turn > now:
            self._pause(turn - now)
