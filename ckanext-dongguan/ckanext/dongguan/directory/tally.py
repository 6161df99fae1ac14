"""What became of each row of a catalogue, without CKAN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .place import Place


class Outcome(StrEnum):
    """The ends a row can come to, in the order in which they are shown."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    BLANK = "blank"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What is wrong with a refused row: the cell and a sentence."""

    place: Place
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row and its end; a repetition names the row it repeats."""

    place: Place
    outcome: Outcome
    title: str = ""
    first: Place | None = None
    complaints: tuple[Complaint, ...] = ()


@dataclass(frozen=True)
class Tally:
    """All rows of a file, each with its end."""

    lines: Sequence[Line]

    def count(self, outcome: Outcome) -> int:
        """Count the rows that ended so."""
        return sum(1 for line in self.lines if line.outcome is outcome)

    @property
    def refused(self) -> tuple[Line, ...]:
        """List the rows that were not written."""
        return tuple(line for line in self.lines if line.outcome is Outcome.REFUSED)

    @property
    def repeats(self) -> tuple[tuple[int, int], ...]:
        """List (times, records): so many records stand in the file so many times."""
        further = Counter(line.first for line in self.lines if line.first is not None)
        return tuple(sorted(Counter(times + 1 for times in further.values()).items()))
