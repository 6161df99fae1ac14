"""A question that has been understood: its units, what it is about, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """Whether a unit has to be there."""

    CONTENT = "content"
    WEAK = "weak"
    MUST = "must"
    MUST_NOT = "must_not"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One thing asked for, in one spelling, with the words that also answer it.

    `close` are those that come nearest, `vague` is what is found for many other words too,
    `parts` are words inside them; `guesses` are what letters may stand for, best first.
    `is_setting`: whether it says where or when, not what.
    """

    text: str
    need: Need = Need.CONTENT
    is_known: bool = False
    is_setting: bool = False
    equals: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    best: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """A plain query: its units and the whole of it as one phrase."""

    units: tuple[Unit, ...]
    phrase: str = ""

    @property
    def content(self) -> tuple[Unit, ...]:
        """List what is looked for, without small words and exclusions."""
        return tuple(unit for unit in self.units if unit.need is Need.CONTENT)

    @property
    def subjects(self) -> tuple[Unit, ...]:
        """List what is looked for, without where and when; small words if there is no more."""
        subjects = tuple(unit for unit in self.content if not unit.is_setting)
        return subjects or tuple(unit for unit in self.weak if not unit.is_setting)

    @property
    def is_placed(self) -> bool:
        """Tell whether it says where or when beside what."""
        settings = [unit.is_setting for unit in self.content]
        return any(settings) and not all(settings)

    @property
    def weak(self) -> tuple[Unit, ...]:
        """List the small words that need not be there but count where they are."""
        return tuple(unit for unit in self.units if unit.need is Need.WEAK)
