"""What was asked of a server, so that tests can say what a harvester asked for."""

from __future__ import annotations

from collections import Counter, deque
from threading import Lock
from typing import Any

# The last requests are kept in full; counts are kept for all.
KEPT = 2_000


class Journal:
    """Counts by path, and the last requests with their parameters; safe for threads."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._last: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._lock = Lock()

    def note(self, entry: dict[str, Any]) -> None:
        """Note one answered request: method, path, status, parameters."""
        with self._lock:
            self._counts[f"{entry['method']} {entry['route']}"] += 1
            self._last.append(entry)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._counts.clear()
            self._last.clear()

    def report(self) -> dict[str, Any]:
        """Return `total`, `counts` by method and path, and the last `requests`."""
        with self._lock:
            return {
                "total": sum(self._counts.values()),
                "counts": dict(self._counts),
                "requests": list(self._last),
            }
