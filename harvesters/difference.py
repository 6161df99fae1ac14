"""What a run has to do about a record, and whether a vanishing is believed, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Mode(StrEnum):
    """How much of a source is asked for."""

    # Every record is read and compared.
    FULL = "full"
    # What the source says has not changed since is not read again.
    INCREMENTAL = "incremental"


class Outcome(StrEnum):
    """What a run did about a record."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    MISSING = "missing"
    FAILED = "failed"
    # Refused by an earlier run, and not read again since.
    STILL_REFUSED = "still_refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the ledger holds of a record."""

    hash: str
    stamp: str = ""
    version: str = ""
    package_id: str = ""
    audience: str = ""
    # The class that was decided last and the key of that decision.
    opening: tuple[str, str] = ("", "")
    given: dict[str, str] | None = None
    kept: dict[str, object] | None = None
    # The run that wrote it last.
    run: str = ""


@dataclass(frozen=True, kw_only=True)
class Disappearance:
    """What is missing at the end of a whole listing.

    `active` counts the records that were there before; `fresh` are missing for the first
    time, `due` have been missing for longer than the grace period. `excused` of all that
    are missing say nothing of the source: a person confirmed that they are gone, or only
    pages that repeat themselves ever named them.
    """

    active: int
    fresh: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    waiting: int = 0
    excused: int = 0

    @property
    def count(self) -> int:
        """Count all that are missing."""
        return len(self.fresh) + len(self.due) + self.waiting


# A small source loses a few records without anyone having to look.
ALWAYS_BELIEVED = 20


def is_believable(gone: Disappearance, share: float) -> bool:
    """Tell whether so many records may vanish at once; `share` is between 0 and 1.

    A source that answers nothing at all is never believed.
    """
    if gone.active and gone.count >= gone.active:
        return False
    lost, had = gone.count - gone.excused, gone.active - gone.excused
    return lost <= max(ALWAYS_BELIEVED, share * had)


def is_due(missing_since: datetime, now: datetime, grace: timedelta) -> bool:
    """Tell whether the grace period of a missing record is over."""
    return now - missing_since >= grace
