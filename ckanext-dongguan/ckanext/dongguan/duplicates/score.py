"""How alike two resources are, and why, without CKAN.

Names are compared by rapidfuzz (its ratio of equal characters in order, in C), items and
keys by what they share.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from .resource import Resource

WEIGHTS = {"name": 0.5, "items": 0.35, "keys": 0.15}
# With nothing but names to go by, they must be nearly the same.
ENOUGH, ENOUGH_BY_NAME = 0.7, 0.9
_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Score:
    """A score from 0 to 1, its parts (None: nothing to compare), and what is shared."""

    total: float
    name: float
    items: float | None
    keys: float | None
    shared_items: tuple[str, ...] = ()
    shared_keys: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Tell whether somebody should look at the two."""
        only_name = self.items is None and self.keys is None
        return self.total >= (ENOUGH_BY_NAME if only_name else ENOUGH)


def score(one: Resource, other: Resource) -> Score:
    """Compare two resources."""
    name = fuzz.ratio(one.name, other.name) / 100
    items, keys = _share(one.items, other.items), _share(one.keys, other.keys)
    parts = {"name": name, "items": items, "keys": keys}
    known = {key: value for key, value in parts.items() if value is not None}
    weight = sum(WEIGHTS[key] for key in known)
    return Score(
        total=round(sum(WEIGHTS[key] * value for key, value in known.items()) / weight, 4),
        name=round(name, 4),
        items=items,
        keys=keys,
        shared_items=tuple(sorted(one.items & other.items)[:_SHOWN]),
        shared_keys=tuple(sorted(one.keys & other.keys)[:_SHOWN]),
    )


def _share(one: frozenset[str], other: frozenset[str]) -> float | None:
    if not one or not other:
        return None
    return round(len(one & other) / len(one | other), 4)
