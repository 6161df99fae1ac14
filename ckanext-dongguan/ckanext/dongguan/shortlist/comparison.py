"""Datasets side by side, fact by fact, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FEWEST, MOST = 2, 4


@dataclass(frozen=True, kw_only=True)
class Line:
    """One fact of all datasets; `differs` where it is not the same for all."""

    label: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Tell whether the datasets differ in it."""
        return len(set(self.values)) > 1


def lines(labels: Mapping[str, str], told: Sequence[Mapping[str, str]]) -> tuple[Line, ...]:
    """Write a line for each fact that at least one dataset has, in the order of the labels."""
    every = (
        Line(label=label, values=tuple(one.get(name, "") for one in told))
        for name, label in labels.items()
    )
    return tuple(line for line in every if any(line.values))


def chosen(ids: Iterable[str]) -> tuple[str, ...]:
    """Take each dataset once, in the order of choosing, and no more than fit on a page."""
    return tuple(dict.fromkeys(one.strip() for one in ids if one.strip()))[:MOST]
