"""What a run came to, without CKAN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .difference import Outcome

# What stays in hand of a list that could be endless.
MAX_LISTED = 200

WORDS = {
    Outcome.ADDED: "新增",
    Outcome.CHANGED: "更新",
    Outcome.UNCHANGED: "未变",
    Outcome.WITHDRAWN: "撤回",
    Outcome.RESTORED: "恢复",
    Outcome.MISSING: "来源中缺失",
    Outcome.FAILED: "未收录",
    Outcome.STILL_REFUSED: "仍未收录",
}
# What the source showed; the others are about records that it has no more.
SHOWN = (
    Outcome.ADDED, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.FAILED, Outcome.STILL_REFUSED,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One record that was not taken: where, why, what to do."""

    remote_id: str
    title: str = ""
    place: str = ""
    cause: str
    remedy: str

    @property
    def sentence(self) -> str:
        """Say it in one line: causes name their place in words, `place` is for programs."""
        return f"{self.cause}。{self.remedy}。"


def legible(text: str) -> str:
    """Write a text without what is no character: no page and no database takes that."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def fault_of(remote_id: str, title: str, **said: str) -> Fault:
    """Make a fault of a record whose own words may hold anything."""
    return Fault(remote_id=legible(remote_id), title=legible(title), **said)


@dataclass(kw_only=True)
class Tally:
    """Counts by outcome, the first faults, and what would become or became public."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    public: list[tuple[str, str]] = field(default_factory=list)
    public_count: int = 0

    def count(self, outcome: Outcome, number: int = 1) -> None:
        """Count records."""
        if number:
            self.counts[outcome] += number

    def fail(self, fault: Fault) -> None:
        """Count a record that was not taken and keep the reason."""
        self.count(Outcome.FAILED)
        if len(self.faults) < MAX_LISTED:
            self.faults.append(fault)

    def forget(self, faults: Sequence[Fault]) -> None:
        """Take back what was counted and nobody has written down."""
        self.counts -= Counter({Outcome.FAILED: len(faults)})
        self.faults = [one for one in self.faults if one not in faults]

    def publish(self, remote_id: str, title: str) -> None:
        """Note a record that becomes public."""
        self.public_count += 1
        if len(self.public) < MAX_LISTED:
            self.public.append((remote_id, title))

    @property
    def total(self) -> int:
        """Count the records that the source showed."""
        return sum(self.counts[outcome] for outcome in SHOWN)

    def summary(self) -> str:
        """Say in one Chinese line what the run came to."""
        parts = [
            f"{word} {self.counts[key]}" for key, word in WORDS.items() if self.counts[key]
        ]
        return f"共 {self.total} 条：" + ("，".join(parts) or "无")
