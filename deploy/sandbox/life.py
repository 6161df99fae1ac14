"""What a day changes: which items are there, when each last changed, which were decided."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import overload

from .chance import between, draw
from .scale import World

# Days between two changes, by the platform's update cycle (1 实时 … 7 年, 99 其他).
PERIODS = {1: 1, 2: 1, 3: 7, 4: 30, 5: 91, 6: 182, 7: 365, 99: 900}


@dataclass(frozen=True)
class Roll(Sequence[int]):
    """The numbers that are there on one day, in order, without a list of them all."""

    size: int
    vanished: tuple[int, ...]

    def __len__(self) -> int:
        return self.size - len(self.vanished)

    @overload
    def __getitem__(self, position: int) -> int: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[int]: ...
    def __getitem__(self, position: int | slice) -> int | Sequence[int]:
        if isinstance(position, slice):
            return [self[place] for place in range(*position.indices(len(self)))]
        if not 0 <= position < len(self):
            raise IndexError(position)
        number = position
        while True:
            shifted = position + bisect_left(self.vanished, number + 1)
            if shifted == number:
                return number
            number = shifted

    def __contains__(self, number: object) -> bool:
        return (
            isinstance(number, int) and 0 <= number < self.size and number not in self.vanished
        )


def _daily(world: World) -> int:
    """Return how many items appear, vanish and are decided on one day."""
    return max(1, world.scale.items // 600)


@lru_cache(maxsize=8)
def roll(world: World) -> Roll:
    """Return who is there: the first day's items, those that came, without those that left."""
    count = _daily(world)
    gone = {
        draw(world.seed, "vanish", day, place) % world.scale.items
        for day in range(1, world.day + 1)
        for place in range(count)
    }
    return Roll(world.scale.items + world.day * count, tuple(sorted(gone)))


def appeared_on(world: World, number: int) -> int:
    """Return the day an item came; 0 for those there from the beginning."""
    if number < world.scale.items:
        return 0
    return (number - world.scale.items) // _daily(world) + 1


@lru_cache(maxsize=8)
def decided_later(world: World) -> dict[int, int]:
    """Return the items whose opening was decided after the first day, with that day."""
    found: dict[int, int] = {}
    for day in range(1, world.day + 1):
        for place in range(_daily(world) * 4):
            number = draw(world.seed, "decide", day, place) % world.scale.items
            found.setdefault(number, day)
    return found


def changed_on(world: World, number: int, cycle: int) -> int:
    """Return the day of the last change of an item's data; before day 0 it is negative."""
    period = PERIODS[cycle]
    phase = between(0, period - 1, world.seed, "phase", number)
    last = world.day - (world.day + phase) % period
    return max(last, appeared_on(world, number)) if number >= world.scale.items else last
