"""A batch of a front-end exchange as its control table announces it, without CKAN."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# What a receipt says word by word; MySQL's TEXT ends at 65,535 bytes.
MOST_REASONS = 1000
MOST_TEXT = 60_000


class State(StrEnum):
    """How a batch stands."""

    PREPARING = "preparing"
    READY = "ready"
    READING = "reading"
    DONE = "done"
    FAULTY = "faulty"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Announced:
    """A batch as the control table announces it; without a state nobody knows its code."""

    raw: Any
    state: State | None
    code: str
    count: int | None = None
    after: Any = None
    upto: Any = None

    @property
    def number(self) -> str:
        """Write the number as text."""
        return str(self.raw)


def reasons(refused: Mapping[str, str]) -> str:
    """Write why records were refused as JSON, the first of them, within a text column."""
    told: list[dict[str, str]] = [
        {"id": key, "reason": why[:500]} for key, why in list(refused.items())[:MOST_REASONS]
    ]
    while told and len(_json(told).encode()) > MOST_TEXT:
        told = told[: len(told) * 2 // 3]
    return _json(told) if told else ""


def _json(told: Sequence[Mapping[str, str]]) -> str:
    return json.dumps(told, ensure_ascii=False)
