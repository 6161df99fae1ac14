"""What a kind of source has to offer to the engine, without CKAN."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from .difference import Mode
from .found import Batch, Content, Found, Mark
from .ledger import Receipt
from .problem import RecordError


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the engine asks of a source: how much, since where, and what it knows already."""

    mode: Mode = Mode.FULL
    cursor: Mapping[str, Any] = field(default_factory=dict)
    # How many records the ledger holds of the source, those of this run included.
    active: Callable[[], int] = lambda: 0
    mark: Callable[[str], Mark | None] = lambda _key: None
    # What came of a delivery that was read before.
    receipt: Callable[[str], Receipt | None] = lambda _number: None
    # Not in a preview or a dry run: then nothing is written at the source either.
    may_tell: bool = False


class Adapter(Protocol):
    """One source, ready to be read once.

    `version` names map and settings: another one has every record applied anew.
    """

    version: str
    volatile: frozenset[str]

    def batches(self, asked: Asked) -> Iterator[Batch]:
        """Yield the listing; raises SourceError where the source cannot be read."""

    def details(self, found: Sequence[Found]) -> Iterable[tuple[Found, Content | RecordError]]:
        """Bring what the listing did not say; one that cannot be had is a RecordError."""

    def dataset(self, content: Content) -> dict[str, Any]:
        """Turn a record into a dataset's fields; raises RecordError."""

    def settled(self, batch: Batch, done: int, refused: Mapping[str, str]) -> None:
        """Hear what came of a batch (how many are in, why the others are not)."""

    def cost(self) -> dict[str, int]:
        """Count what was asked of the source: `requests`, `bytes`."""

    def close(self) -> None:
        """Give back what was opened."""


class Plain:
    """What most adapters answer the same way."""

    volatile: frozenset[str] = frozenset()

    def details(self, found: Sequence[Found]) -> Iterable[tuple[Found, Content | RecordError]]:
        """Name no record that was not listed whole."""
        return [(one, one.content or {}) for one in found]

    def settled(self, batch: Batch, done: int, refused: Mapping[str, str]) -> None:
        """Tell nobody."""

    def cost(self) -> dict[str, int]:
        """Count nothing."""
        return {"requests": 0, "bytes": 0}

    def close(self) -> None:
        """Hold nothing."""
