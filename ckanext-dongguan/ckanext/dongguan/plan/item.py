"""A planned item and where it stands on a day, without CKAN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where an item stands, in the order in which they are counted."""

    PLANNED = "planned"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class PlanItem:
    """What a department is to open until a day; `organization` and `dataset` are ids.

    `essential` and `place` name the cell of the completeness grid that the item fills.
    """

    year: int
    title: str
    organization: str
    due_on: date
    title_en: str = ""
    done_on: date | None = None
    dataset: str | None = None
    essential: str = ""
    place: str = ""
    is_priority: bool = False
    high_value: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an item stands: its state, and by how many days it is or was late."""

    state: State
    days_late: int = 0


def standing(item: PlanItem, today: date, *, is_open: bool) -> Standing:
    """Say where an item stands; `is_open` tells that its dataset is given out already."""
    if item.done_on is not None:
        return Standing(state=State.DONE, days_late=_late(item.due_on, item.done_on))
    if is_open:
        return Standing(state=State.DONE)
    late = _late(item.due_on, today)
    return Standing(state=State.LATE if late else State.PLANNED, days_late=late)


def _late(due: date, day: date) -> int:
    return max((day - due).days, 0)


def counts(states: Iterable[State]) -> dict[str, int]:
    """Count the items by state."""
    found = Counter(states)
    return {state.value: found[state] for state in State}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a year's plan has come; `due` counts what is still to come this quarter."""

    planned: int
    done: int
    due: int
    late: int


def progress(items: Iterable[tuple[PlanItem, Standing]], today: date) -> Progress:
    """Count the items of a plan as a reader asks for them on a day."""
    known = list(items)
    states = counts(standing.state for _item, standing in known)
    due = [
        item
        for item, standing in known
        if standing.state is State.PLANNED and _quarter(item.due_on) == _quarter(today)
    ]
    return Progress(
        planned=len(known), done=states[State.DONE], due=len(due), late=states[State.LATE]
    )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
