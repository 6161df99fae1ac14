"""The handle of a run that is being performed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from . import history
from .definition import Cancelled, PreviousRun
from .progress import Progress

Clock = Callable[[], datetime]
Listener = Callable[[Progress], None]

# A job may report every record; the table hears of it once a second.
_WRITE_EVERY = timedelta(seconds=1)


class ActiveRun:
    """What a job gets in hand; see `definition.Run`."""

    def __init__(
        self, row: Any, previous: PreviousRun | None, clock: Clock, listener: Listener | None
    ) -> None:
        self.id: str = row.id
        self.previous = previous
        self.state = Progress(started_at=row.started_at)
        self._clock = clock
        self._listener = listener
        self._written_at = row.started_at
        self._unwanted = threading.Event()
        self._writing = threading.Lock()

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is; raises Cancelled when it is no longer wanted."""
        now = self._clock()
        self.state = self.state.advance(done, total, message, at=now)
        if self._listener:
            self._listener(self.state)
        if now - self._written_at >= _WRITE_EVERY:
            self._written_at = now
            self.beat()
        self.check()

    def heartbeat(self) -> None:
        """Say that the work goes on; raises Cancelled when it is no longer wanted."""
        self.beat()
        self.check()

    def is_cancelled(self) -> bool:
        """Tell whether somebody asked this run to stop, or closed it as lost."""
        return self._unwanted.is_set()

    def check(self) -> None:
        """Raise Cancelled when somebody asked this run to stop."""
        if self.is_cancelled():
            raise Cancelled

    def save(self, cursor: dict[str, Any]) -> None:
        """Keep where the work stands, for the next run's `previous`."""
        history.save_cursor(self.id, cursor)

    def beat(self) -> None:
        """Write the sign of life and hear whether the run is still wanted."""
        # The heart and the work both write; the later progress must be written later.
        with self._writing:
            if not history.beat(self.id, self._clock(), self.state):
                self._unwanted.set()
