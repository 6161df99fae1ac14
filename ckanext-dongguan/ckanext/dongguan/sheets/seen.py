"""A column of a table of unknown layout, and the field that it may be, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass, field

from .column import Column

SURE, GUESS = 1.0, 0.75


@dataclass(kw_only=True)
class Seen:
    """A column of the table: its header, some of its texts, and the field it may be.

    `further` are headers that mean the same field; `likeness` is `SURE`, or less where the
    field is a guess.
    """

    header: str
    texts: list[str]
    further: list[str] = field(default_factory=list)
    means: Column | None = None
    likeness: float = 0.0
