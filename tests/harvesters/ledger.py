"""A ledger that stands in memory, for the engine without a portal."""

# ruff: noqa: ARG002 - the engine tells a ledger more than this one keeps
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ckanext.dongguan.harvesters.difference import Disappearance, Known
from ckanext.dongguan.harvesters.found import Mark
from ckanext.dongguan.harvesters.ledger import Portion, Receipt, Told
from ckanext.dongguan.harvesters.seen import Seen


@dataclass(kw_only=True)
class MemoryLedger:
    """What is in the catalogue (id to title), its hashes, and what is missing."""

    titles: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def known(self, remote_ids: Sequence[str]) -> Mapping[str, Known]:
        return {
            one: Known(hash=self.hashes[one], audience="open")
            for one in remote_ids
            if one in self.hashes
        }

    def refused(self, remote_ids: Sequence[str]) -> Collection[str]:
        return ()

    def active(self) -> int:
        return len(self.titles)

    def apply(self, portion: Portion) -> Sequence[Told]:
        told = []
        for entry in portion.entries:
            told.append(
                Told(
                    remote_id=entry.remote_id,
                    outcome="updated" if entry.known else "created",
                )
            )
            self.titles[entry.remote_id] = entry.title
            self.hashes[entry.remote_id] = entry.hash
        return told

    def weigh(self, portion: Portion) -> Sequence[Told]:
        return [Told(remote_id=one.remote_id, outcome="held") for one in portion.entries]

    def receipt(self, number: str) -> Receipt | None:
        return None

    def mark(self, key: str) -> Mark | None:
        return None

    def keep_marks(self, marks: Sequence[Mark]) -> None:
        """Keep none: every answer is read."""

    def gone(self, seen: Seen | None, now: datetime) -> Disappearance:
        fresh = [one for one in self.titles if seen is not None and one not in seen]
        return Disappearance(active=len(self.titles), fresh=tuple(fresh))

    def note_missing(
        self,
        remote_ids: Sequence[str],
        now: datetime,
        *,
        is_confirmed: bool,
    ) -> None:
        self.missing |= set(remote_ids)

    def withdraw(self, remote_ids: Sequence[str], now: datetime) -> None:
        for one in remote_ids:
            del self.titles[one]

    def restore(self, seen: Seen) -> int:
        self.missing = {one for one in self.missing if one not in seen}
        return 0
