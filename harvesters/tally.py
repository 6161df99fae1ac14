"""What a harvest came to, without CKAN."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

# What stays in hand of a list that could be endless.
MAX_REFUSALS = 200


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One record that was not taken, and why."""

    record_id: str
    reason: str


@dataclass(kw_only=True)
class Tally:
    """Counts by outcome (`created`, `updated`, `unchanged`, `refused`) and the refusals."""

    counts: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)

    def count(self, outcome: str) -> None:
        """Count one record."""
        self.counts[outcome] += 1

    def refuse(self, record_id: str, reason: str) -> None:
        """Count a record that was not taken and keep the reason."""
        self.count("refused")
        if len(self.refusals) < MAX_REFUSALS:
            self.refusals.append(Refusal(record_id=record_id, reason=reason))

    @property
    def total(self) -> int:
        """Count the records seen."""
        return self.counts.total()

    def summary(self) -> str:
        """Say in one Chinese line what the harvest came to."""
        words = {"created": "新增", "updated": "更新", "unchanged": "未变", "refused": "未收录"}
        parts = [f"{word} {self.counts[key]}" for key, word in words.items()]
        return f"共 {self.total} 条：" + "，".join(parts)
