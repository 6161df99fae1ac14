"""A cell of the grid: one essential dataset in one place, without CKAN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far an essential dataset is there, the best first.

    There: given out (openly or on application) and no older than its cycle allows. Stale:
    given out, but older. Partly: catalogued without data, or a town's only inside the
    city's. Missing: not in the directory. Not expected: a town needs none of its own.
    """

    THERE = "there"
    STALE = "stale"
    PARTLY = "partly"
    MISSING = "missing"
    NOT_EXPECTED = "not_expected"


GAPS = frozenset({State.STALE, State.PARTLY, State.MISSING})


@dataclass(frozen=True, kw_only=True)
class Found:
    """How many public entries were found for a cell, how many are given out, and current."""

    entries: int = 0
    given: int = 0
    current: int = 0


NOTHING = Found()


def state(found: Found) -> State:
    """Say how far a dataset is there by what was found."""
    if found.current:
        return State.THERE
    if found.given:
        return State.STALE
    return State.PARTLY if found.entries else State.MISSING


def town_state(town: Found, city: State, *, has_towns: bool) -> State:
    """Say it of a town; the city's own dataset holds the towns partly."""
    own = state(town)
    if own is not State.MISSING:
        return own
    if not has_towns:
        return State.NOT_EXPECTED
    return State.PARTLY if city in {State.THERE, State.STALE} else State.MISSING


def row(found: Mapping[str, Found], city: str, towns: Iterable[str], *, has_towns: bool
) -> dict[str, State]:  # fmt: skip
    """Fill a row of the grid: the city first, then its towns."""
    whole = state(found.get(city, NOTHING))
    return {
        city: whole,
        **{
            town: town_state(found.get(town, NOTHING), whole, has_towns=has_towns)
            for town in towns
        },
    }


def counts(states: Iterable[State]) -> dict[str, int]:
    """Count cells by state."""
    number = Counter(states)
    return {one.value: number[one] for one in State}
