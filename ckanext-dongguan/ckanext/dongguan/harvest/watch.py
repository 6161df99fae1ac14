"""What watches a run while it works: it passes progress on and writes it down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ckanext.dongguan.harvesters.problem import SourceError
from ckanext.dongguan.harvesters.run import Control, Result
from ckanext.dongguan.harvesters.window import Window, may_call

from . import runs

# A person who looks again after a while sees that it goes on.
NOTED_EVERY = timedelta(seconds=5)
HOURS_EVERY = timedelta(seconds=60)


def counts_of(result: Result) -> dict[str, int]:
    """Give the counts of a run by the codes of their outcomes."""
    return {outcome.value: number for outcome, number in result.tally.counts.items()}


@dataclass(kw_only=True)
class Watch:
    """The control of one run; see harvesters.run.Control."""

    run: str
    control: Control
    hours: tuple[Window, ...]
    clock: Callable[[], datetime]
    result: Result = field(default_factory=Result)

    def __post_init__(self) -> None:
        self._note_at = self.clock() + NOTED_EVERY
        self._look_at = self.clock() + HOURS_EVERY

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Hear how far the run is; raises SourceError when the window closes."""
        self.control.progress(done, total, message)
        now = self.clock()
        if now >= self._note_at:
            self._note_at = now + NOTED_EVERY
            runs.tell(self.run, done, total, counts_of(self.result))
        if now >= self._look_at:
            self._look_at = now + HOURS_EVERY
            self._keep_to_hours(now)

    def _keep_to_hours(self, now: datetime) -> None:
        if not may_call(self.hours, now):
            raise SourceError(
                "可调用时段", "时段已过，本次停在这里", "到下一个时段自动接着运行"
            )
