"""Chance without a clock: every draw follows from the seed and the name of what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from math import gcd
from typing import TypeVar

T = TypeVar("T")

_GOLDEN = 0.6180339887498949
# Powers of 1/1.1673…, the four-dimensional relative of the golden ratio: steps that fill four
# ranges evenly at the same time, so that traits do not go hand in hand.
_STEPS = (0.8566748838545029, 0.733891856627126, 0.6287067210378087, 0.5385972572236101)


def draw(*key: object) -> int:
    """Return 64 evenly spread bits that belong to this key alone."""
    text = "\x1f".join(str(part) for part in key)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def fraction(*key: object) -> float:
    """Return a number in [0, 1) that belongs to this key alone."""
    return draw(*key) / 2**64


def between(low: int, high: int, *key: object) -> int:
    """Return a whole number from low to high, both included."""
    return low + draw(*key) % (high - low + 1)


def pick(choices: Sequence[T], *key: object) -> T:
    """Return one of the choices."""
    return choices[draw(*key) % len(choices)]


def spread(index: int, trait: int, *key: object) -> float:
    """Return a number in [0, 1) for one of four traits; neighbours fill the range evenly.

    Unlike `fraction`, any 60 neighbours meet every stretch wider than about 0.05, so a small
    world shows every trait that a large one has.
    """
    return (index * _STEPS[trait] + fraction(*key)) % 1.0


def share_of(choices: Sequence[tuple[T, float]], position: float) -> T:
    """Return the choice under `position` when each takes its weight of [0, 1)."""
    total = sum(weight for _, weight in choices)
    for choice, weight in choices:
        position -= weight / total
        if position < 0:
            return choice
    return choices[-1][0]


def shuffled(index: int, size: int, *key: object) -> int:
    """Return where `index` lands when `size` places are shuffled; no list is built."""
    step = max(1, int(size * _GOLDEN))
    while gcd(step, size) != 1:
        step += 1
    return (index * step + draw(*key)) % size
