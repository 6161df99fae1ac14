"""The branches of a tree with their numbers, without CKAN."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

OWN = ".own"
NONE = "none"
Numbers = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A branch: its key in the tree, the values of its field below it, its numbers.

    `values` are those of the whole branch, '' for entries without one. The numbers of its
    children add up to its own.
    """

    key: str
    values: tuple[str, ...]
    numbers: Numbers
    children: tuple[Branch, ...] = ()

    @property
    def count(self) -> int:
        """How many entries stand in the branch."""
        return self.numbers.get("catalogued", 0)


@dataclass(frozen=True, kw_only=True)
class Seed:
    """A branch to be: its key, the value of the field that means itself (None: a group)."""

    key: str
    value: str | None
    children: tuple[Seed, ...] = ()


def grow(seeds: Iterable[Seed], counted: Mapping[str, Numbers]) -> tuple[Branch, ...]:
    """Give seeds their numbers; what no seed knows stands together in a branch `none`."""
    planted = tuple(seeds)
    known = {value for seed in planted for value in _values(seed)}
    astray = tuple(value for value in counted if value not in known)
    branches = [_grown(seed, counted) for seed in planted]
    if astray:
        branches.append(Branch(key=NONE, values=astray, numbers=total(counted, astray)))
    return tuple(branches)


def _values(seed: Seed) -> Iterator[str]:
    if seed.value is not None:
        yield seed.value
    for child in seed.children:
        yield from _values(child)


def _grown(seed: Seed, counted: Mapping[str, Numbers]) -> Branch:
    values = tuple(_values(seed))
    children = [_grown(child, counted) for child in seed.children]
    if children and seed.value is not None and seed.value in counted:
        # What stands in the branch itself, beside those below it.
        own = (seed.value,)
        first = Branch(key=f"{seed.key}{OWN}", values=own, numbers=total(counted, own))
        children.insert(0, first)
    numbers = total(counted, values)
    return Branch(key=seed.key, values=values, numbers=numbers, children=tuple(children))


def total(counted: Mapping[str, Numbers], values: Iterable[str]) -> dict[str, int]:
    """Add up the numbers of some values."""
    found: dict[str, int] = {}
    for value in values:
        for name, number in counted.get(value, {}).items():
            found[name] = found.get(name, 0) + number
    return found


def kept(branches: Iterable[Branch], is_kept: Callable[[Branch], bool]) -> tuple[Branch, ...]:
    """Leave out the branches, at any depth, that are not to be kept."""
    return tuple(
        Branch(
            key=one.key, values=one.values, numbers=one.numbers,
            children=kept(one.children, is_kept),
        )
        for one in branches
        if is_kept(one)
    )  # fmt: skip


def path(branches: Iterable[Branch], key: str) -> tuple[Branch, ...]:
    """List the way from the top to a branch by its key; nothing where there is none."""
    for one in branches:
        if one.key == key:
            return (one,)
        if below := path(one.children, key):
            return (one, *below)
    return ()
