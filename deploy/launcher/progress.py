"""Shows a person which step runs, for how long, and how far it has come."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from .message import say

BAR_WIDTH = 24
# A log file or a CI page gets one line in this many seconds, a terminal two a second.
QUIET_SECONDS = 20.0


@dataclass(kw_only=True)
class Step:
    """One running step; `show` may be called from its work as often as it likes."""

    title: str
    began: float
    done: int = 0
    total: int = 0

    def show(self, done: int, total: int) -> None:
        """Note how much of the work is done."""
        self.done, self.total = done, total

    def line(self, now: float) -> str:
        """Describe the step at the moment `now` (monotonic seconds)."""
        return f"{self.title}{self._bar()}  {now - self.began:.1f} s"

    def _bar(self) -> str:
        if not self.total:
            return ""
        filled = BAR_WIDTH * min(self.done, self.total) // self.total
        return f"  [{'█' * filled}{'·' * (BAR_WIDTH - filled)}] {self.done}/{self.total}"


@dataclass(kw_only=True)
class Progress:
    """Where steps are drawn: over one line of a terminal, or line by line elsewhere."""

    environ: Mapping[str, str]
    out: TextIO = field(default_factory=lambda: sys.stderr)

    @contextmanager
    def step(self, key: str, **facts: object) -> Iterator[Step]:
        """Show a step while the body of the `with` runs."""
        step = Step(title=say(key, self.environ, **facts), began=time.monotonic())
        finished = threading.Event()
        drawer = threading.Thread(target=self._draw, args=(step, finished), daemon=True)
        drawer.start()
        sign = "✗"
        try:
            yield step
            sign = "✓"
        finally:
            finished.set()
            drawer.join()
            self._put(f"{sign} {step.line(time.monotonic())}", last=True)

    def _draw(self, step: Step, finished: threading.Event) -> None:
        pause = 0.5 if self.out.isatty() else QUIET_SECONDS
        while not finished.wait(pause):
            self._put(f"… {step.line(time.monotonic())}", last=False)

    def _put(self, text: str, *, last: bool) -> None:
        if self.out.isatty():
            self._say(f"\r\x1b[K{text}" + ("\n" if last else ""))
        else:
            self._say(text + "\n")

    def note(self, key: str, **facts: object) -> None:
        """Say one sentence between two steps."""
        self._say(say(key, self.environ, **facts) + "\n")

    def _say(self, text: str) -> None:
        """Write at once; a reader who goes away does not end the work."""
        with contextlib.suppress(BrokenPipeError):
            self.out.write(text)
            self.out.flush()
