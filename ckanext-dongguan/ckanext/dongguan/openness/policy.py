"""Who may do what with a dataset: the one table of `policy.yaml`, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .actor import Standing
from .case import Case

TABLE = Path(__file__).with_name("policy.yaml")


class Operation(StrEnum):
    """What somebody may want to do with a dataset."""

    FIND = "find"
    COUNT = "count"
    ENTRY = "entry"
    DICTIONARY = "dictionary"
    STATISTICS = "statistics"
    DATA = "data"
    HISTORY = "history"
    MANAGE = "manage"
    RECLASSIFY = "reclassify"
    FREEZE = "freeze"
    AUDIT = "audit"


class Outcome(StrEnum):
    """What is answered, the most generous first."""

    ALLOW = "allow"
    MASK = "mask"
    DENY = "deny"
    HIDE = "hide"

    @property
    def is_given(self) -> bool:
        """Tell whether something is given out at all."""
        return self in {Outcome.ALLOW, Outcome.MASK}


_LETTERS = {"A": Outcome.ALLOW, "M": Outcome.MASK, "D": Outcome.DENY, "H": Outcome.HIDE}
_ORDER = {outcome: number for number, outcome in enumerate(Outcome)}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The table; a cell that is not in it would be a fault of the file, never a right."""

    cells: Mapping[tuple[Operation, Case, Standing], Outcome]

    def decide(
        self, operation: Operation, case: Case, standings: Iterable[Standing]
    ) -> Outcome:
        """Answer the most generous of what somebody's standings are given."""
        outcomes = (self.cells[operation, case, standing] for standing in standings)
        return min(outcomes, key=_ORDER.__getitem__, default=Outcome.HIDE)


@cache
def load() -> Policy:
    """Read the table.

    :raises ValueError: a cell is missing, there twice, or none of the four letters
    """
    content = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    columns = [Standing(name) for name in content["standings"]]
    cells = {
        (Operation(operation), Case(case), standing): outcome
        for operation, rows in content["operations"].items()
        for case, row in rows.items()
        for standing, outcome in zip(columns, _row(row), strict=True)
    }
    _refuse_gaps(cells)
    return Policy(cells=cells)


def _row(text: str) -> list[Outcome]:
    return [_LETTERS[letter] for letter in text.split()]


def _refuse_gaps(cells: Mapping[Any, Outcome]) -> None:
    wanted = {(o, c, s) for o in Operation for c in Case for s in Standing}
    if missing := wanted - cells.keys():
        raise ValueError(f"policy.yaml: {len(missing)} cells are missing, as {min(missing)}")
