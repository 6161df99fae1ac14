"""Which item stands at which number: entries, then towns and years, then shorter times.

A number is turned into an item by arithmetic alone, so 100,000 items cost no list, and a small
sandbox is the beginning of a large one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from . import vocabulary
from .chance import shuffled

# How far back a department's years and months go.
YEARS_BACK = 10
MONTHS_BACK = 120
QUARTERS_BACK = 40


@dataclass(frozen=True, kw_only=True)
class Slot:
    """An entry cut to a town, a year, a quarter or a month; None means the whole, or now."""

    entry: vocabulary.Entry
    town: vocabulary.Town | None = None
    year: int | None = None
    month: int | None = None
    quarter: int | None = None


@dataclass(frozen=True)
class _Block:
    """Entries of one cut; `ages` years or months, `towns` or the whole city."""

    entries: tuple[vocabulary.Entry, ...]
    by_town: bool
    cut: str
    ages: int

    @property
    def size(self) -> int:
        towns = len(vocabulary.towns()) if self.by_town else 1
        return len(self.entries) * towns * self.ages

    def slot(self, place: int) -> Slot:
        place, age = divmod(place, self.ages)
        town = None
        if self.by_town:
            place, number = divmod(place, len(vocabulary.towns()))
            town = vocabulary.towns()[number]
        return Slot(entry=self.entries[place], town=town, **_when(self.cut, age))


def _when(cut: str, age: int) -> dict[str, int]:
    start: date = vocabulary.first_day()
    if cut == "year":
        return {"year": start.year - 1 - age}
    if cut == "month":
        months = start.year * 12 + start.month - 2 - age
        return {"year": months // 12, "month": months % 12 + 1}
    if cut == "quarter":
        quarters = start.year * 4 + (start.month - 1) // 3 - 1 - age
        return {"year": quarters // 4, "quarter": quarters % 4 + 1}
    return {}


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[_Block, ...], ...]:
    """Return groups of blocks; each group is shuffled as one before the next begins."""
    every = vocabulary.entries()

    def having(*marks: str) -> tuple[vocabulary.Entry, ...]:
        return tuple(e for e in every if all(set(mark) & set(e.scope) for mark in marks))

    now = _Block(every, False, "", 1)
    towns = _Block(having("tg"), True, "", 1)
    years = _Block(having("y"), False, "year", YEARS_BACK)
    town_years = _Block(having("tg", "y"), True, "year", YEARS_BACK)
    months = _Block(having("m"), False, "month", MONTHS_BACK)
    town_months = _Block(having("tg", "m"), True, "month", MONTHS_BACK)
    quarters = _Block(having("tg", "y"), True, "quarter", QUARTERS_BACK)
    return ((now,), (towns, years), (town_years, months), (town_months, quarters))


def capacity() -> int:
    """Return how many different items the vocabulary can name."""
    return sum(block.size for group in _groups() for block in group)


def slot(seed: int, number: int) -> Slot:
    """Return what stands at this number (0 is the first); IndexError past the last."""
    rest = number
    for position, group in enumerate(_groups()):
        size = sum(block.size for block in group)
        if rest < size:
            return _within(group, shuffled(rest, size, seed, "order", position))
        rest -= size
    raise IndexError(number)


def _within(group: tuple[_Block, ...], place: int) -> Slot:
    for block in group:
        if place < block.size:
            return block.slot(place)
        place -= block.size
    raise IndexError(place)
