"""The heart of a run: a thread that says every few seconds that the process lives."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0


class Heart:
    """Calls `beat` until the block is left.

    Without it a job inside one long statement would look dead, and a killed
    worker would be noticed only when the job's own limit has passed.
    """

    def __init__(self, beat: Callable[[], None], seconds: float = BEAT_SECONDS) -> None:
        self._beat = beat
        self._seconds = seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def __enter__(self) -> Heart:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self._beat()
            except Exception:
                # The database may be away for a moment; the work must not end by that.
                log.warning("A run could not say that it lives", exc_info=True)
