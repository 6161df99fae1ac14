"""What the engine asks of the portal: a ledger, and the one way in, without CKAN."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from .difference import Disappearance, Known
from .found import Mark
from .opening import Waiting
from .seen import Seen
from .tally import Fault


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A record on its way into the catalogue, and what the ledger keeps of it."""

    remote_id: str
    title: str
    dataset: dict[str, Any]
    hash: str
    stamp: str
    audience: str
    waiting: Waiting
    opening: tuple[str, str]
    known: Known | None
    # The open class in the source's words, where the code map does not know it.
    unread: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What came of an entry: `created`, `updated`, `unchanged` or `refused` with faults.

    One that was only weighed and is good is `held`.
    """

    remote_id: str
    outcome: str
    faults: Sequence[Fault] = ()

    @property
    def reason(self) -> str:
        """Say all that is wrong with the record, and what to do about it once."""
        told: dict[str, str] = {}
        for fault in self.faults:
            told[fault.remedy] = f"{told.get(fault.remedy, '')}{fault.cause}。"
        return "".join(f"{causes}{remedy}。" for remedy, causes in told.items())


@dataclass(frozen=True, kw_only=True)
class Portion:
    """What is applied in one transaction."""

    entries: Sequence[Entry] = ()
    faults: Sequence[Fault] = ()
    # Records whose source says a new version that reads the same.
    stamps: Mapping[str, str] = field(default_factory=dict)
    # The source's number of what it delivered together, how many records of it were read
    # for this portion, and whether these were the last.
    number: str = ""
    read: int = 0
    closes: bool = False


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What came of a delivery with a number: kept with its rows, told to its source."""

    number: str
    done: int
    # Id at the source to the reason why the record is not in.
    refused: Mapping[str, str] = field(default_factory=dict)
    is_closed: bool = False


class Ledger(Protocol):
    """One source's records as the portal knows them, for one run."""

    def known(self, remote_ids: Sequence[str]) -> Mapping[str, Known]:
        """Look records up, all at once."""

    def refused(self, remote_ids: Sequence[str]) -> Collection[str]:
        """Name those that an earlier run refused and none has taken since."""

    def active(self) -> int:
        """Count the records that are in the catalogue and not withdrawn."""

    def apply(self, portion: Portion) -> Sequence[Told]:
        """Write a portion: datasets, ledger and faults in one transaction, then the index."""

    def weigh(self, portion: Portion) -> Sequence[Told]:
        """Say what would come of a portion; only its faults are noted, with the run."""

    def receipt(self, number: str) -> Receipt | None:
        """Find what came of a delivery."""

    def mark(self, key: str) -> Mark | None:
        """Find what an answer was like when it was applied last."""

    def keep_marks(self, marks: Sequence[Mark]) -> None:
        """Remember answers all of whose records are in."""

    def gone(self, seen: Seen | None, now: datetime) -> Disappearance:
        """Find what is in the ledger and was not seen; with None only what is due."""

    def note_missing(
        self, remote_ids: Sequence[str], now: datetime, *, is_confirmed: bool
    ) -> None:
        """Begin the grace period of records; a person may have confirmed that they are gone."""

    def withdraw(self, remote_ids: Sequence[str], now: datetime) -> None:
        """Withdraw the datasets of records, with a reason."""

    def restore(self, seen: Seen) -> int:
        """End the absence of records that were seen again; count those withdrawn before."""
