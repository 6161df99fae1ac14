"""What was read and is not written yet, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass, field

from .found import Batch, Mark
from .ledger import Entry, Portion
from .tally import Fault


@dataclass(kw_only=True)
class Pending:
    """What waits for the next portion."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    stamps: dict[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)

    def portion(self, batch: Batch, read: int) -> Portion:
        """Make the portion of a batch of which so many records were read for it."""
        return Portion(
            entries=self.entries, faults=self.faults, stamps=self.stamps,
            number=batch.number, read=read, closes=batch.closes,
        )  # fmt: skip
