"""What a run of a source is told, and what it ends in, without CKAN."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from .difference import Mode
from .problem import SourceError
from .tally import Tally


class Control(Protocol):
    """The hand that holds a run."""

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Hear how far the run is; may raise to end it."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How a source is followed; `opening` is an opening record given for all of it."""

    mode: Mode = Mode.FULL
    cursor: Mapping[str, Any] = field(default_factory=dict)
    opening: Mapping[str, str] | None = None
    shrink_share: float = 0.1
    is_shrink_confirmed: bool = False
    is_dry: bool = False
    # Runs that were cut off: what they wrote is not read a second time.
    resumed: frozenset[str] = frozenset()
    portion: int = 200
    most_records: int = 0
    record_bytes: int = 2 * 1024 * 1024
    clock: Callable[[], datetime] = datetime.now


@dataclass(kw_only=True)
class Result:
    """How a run ended: counts, where the next goes on, what a person has to see to."""

    tally: Tally = field(default_factory=Tally)
    cursor: Mapping[str, Any] = field(default_factory=dict)
    problem: SourceError | None = None
    is_whole: bool = False
    needs_person: bool = False
