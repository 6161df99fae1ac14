"""The tile map of the 33 towns and parks: where each stands and how dark it is, without CKAN.

A tile stands near its town's place on the map (`town_grid.csv`); no outline is drawn.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ckanext.dongguan.schemas import codelists

STEPS = 5


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One town on the map; `step` is 0 for no datasets and 1 … 5 for few … many."""

    code: str
    name: str
    column: int
    row: int
    count: int
    step: int


def town_tiles(counts: Mapping[str, int], language: str) -> list[Tile]:
    """Place every town with its number of datasets, in reading order."""
    most = max(counts.values(), default=0)
    return [
        Tile(code=code, name=_short(code, language), column=column, row=row,
             count=counts.get(code, 0), step=_step(counts.get(code, 0), most))
        for code, column, row in _places()
    ]  # fmt: skip


def classes(counts: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """List the classes of the map that have numbers of their own: step, least and most."""
    most = max(counts.values(), default=0)
    every = [(_step(count, most), count) for count in range(1, most + 1)]
    return [
        (step, min(inside), max(inside))
        for step in range(1, STEPS + 1)
        if (inside := [count for its, count in every if its == step])
    ]


def _step(count: int, most: int) -> int:
    return math.ceil(count / most * STEPS) if most else 0


def _short(code: str, language: str) -> str:
    town = codelists.load("towns").get(code)
    if town is None:
        return code
    if language.startswith("zh"):
        return str(town.more.get("short_zh") or town.label_zh)
    return str(town.label_en).removesuffix(" Subdistrict").removesuffix(" Town")


@cache
def _places() -> tuple[tuple[str, int, int], ...]:
    codes = {town.more.get("short_zh"): town.code for town in codelists.load("towns")}
    text = files(__package__).joinpath("town_grid.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    return tuple(
        (
            codes.get(row["short_name_zh"], row["short_name_zh"]),
            int(row["col"]),
            int(row["row"]),
        )
        for row in rows
    )
