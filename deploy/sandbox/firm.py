"""The firms of the enterprise platform: made up from a number, marked 演示 in their names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

from . import uscc, vocabulary
from .chance import between, fraction, pick, share_of
from .scale import World

_DATA = Path(__file__).parent / "data"
# Firms founded after the first day, in a world of this many firms each day.
_FIRMS_PER_NEW = 2_000
_CLOSED_EACH_DAY = 0.0002


@dataclass(frozen=True, kw_only=True)
class Industry:
    """A division of GB/T 4754 with the size thresholds of 2017 (人, 万元; large first)."""

    division: str
    name: str
    section: str
    weight: float
    trade: str
    staff: tuple[int, int, int]
    revenue: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Firm:
    """A firm as registered; `revenue` is a year's, in 万元."""

    number: int
    uscc: str
    name: str
    town: vocabulary.Town
    industry: Industry
    size: int
    register_type: str
    founded_on: date
    status: int
    credit_grade: str
    staff: int
    revenue: int


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """Return the enterprise platform's codes, weights and units."""
    data: dict[str, Any] = yaml.safe_load((_DATA / "enterprise.yaml").read_text("utf-8"))
    return data


@lru_cache(maxsize=1)
def industries() -> tuple[Industry, ...]:
    """Return the divisions that firms belong to."""
    with (_DATA / "industries.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(_industry(row) for row in csv.DictReader(handle))


def _industry(row: dict[str, str]) -> Industry:
    return Industry(
        division=row["division"], name=row["name"], section=row["section"],
        weight=float(row["weight"]), trade=row["trade"],
        staff=(int(row["staff_large"]), int(row["staff_medium"]), int(row["staff_small"])),
        revenue=(
            int(row["revenue_large"]), int(row["revenue_medium"]), int(row["revenue_small"])
        ),
    )  # fmt: skip


def count(world: World) -> int:
    """Return how many firms the register holds on the world's day."""
    return world.scale.firms + world.day * max(1, world.scale.firms // _FIRMS_PER_NEW)


def firm(world: World, number: int) -> Firm:
    """Return the firm with this number; any number below `count`."""
    key = (world.seed, "firm", number)
    industry = _weighted(fraction(*key, "industry"))
    town = share_of(_towns(), fraction(*key, "town"))
    sizes = tuple((size, weight) for size, weight in settings()["size_weights"].items())
    size = share_of(sizes, fraction(*key, "size"))
    return Firm(
        number=number,
        uscc=uscc.made_up(number),
        name=_name(industry, key, number),
        town=town,
        industry=industry,
        size=size,
        register_type=_register_type(key),
        founded_on=_founded(world, number, key),
        status=_status(world, key),
        credit_grade=share_of(_grades(), fraction(*key, "grade")),
        staff=_within(industry.staff, size, *key, "staff"),
        revenue=_within(industry.revenue, size, *key, "revenue"),
    )


def number_of(code: str) -> int | None:
    """Return the number of the firm with this credit code; None if no such code is made."""
    if not uscc.is_valid(code):
        return None
    number = 0
    for character in code[10:16]:
        number = number * len(uscc.ALPHABET) + uscc.ALPHABET.index(character)
    return number if uscc.made_up(number) == code else None


@lru_cache(maxsize=1)
def _limits() -> tuple[float, ...]:
    weights = [industry.weight for industry in industries()]
    return tuple(limit / sum(weights) for limit in accumulate(weights))


def _weighted(position: float) -> Industry:
    for industry, limit in zip(industries(), _limits(), strict=True):
        if position < limit:
            return industry
    return industries()[-1]


@lru_cache(maxsize=1)
def _towns() -> tuple[tuple[vocabulary.Town, float], ...]:
    weights = settings()["town_weights"]
    return tuple((town, float(weights.get(town.name, 1.5))) for town in vocabulary.towns())


@lru_cache(maxsize=1)
def _grades() -> tuple[tuple[str, float], ...]:
    return tuple(settings()["credit_grades"].items())


def _name(industry: Industry, key: tuple[object, ...], number: int) -> str:
    words = vocabulary.words()
    brand = pick(words["brands"], *key, "brand")
    return f"东莞市{brand}{industry.trade}有限公司（演示{number + 1:07d}）"


def _register_type(key: tuple[object, ...]) -> str:
    types = settings()["register_types"]
    weighted = tuple((str(code), float(weight)) for code, (_, weight) in types.items())
    return share_of(weighted, fraction(*key, "register"))


def _founded(world: World, number: int, key: tuple[object, ...]) -> date:
    first = vocabulary.first_day()
    if number >= world.scale.firms:
        each = max(1, world.scale.firms // _FIRMS_PER_NEW)
        return first + timedelta(days=(number - world.scale.firms) // each + 1)
    return first - timedelta(days=between(30, 11_000, *key, "founded"))


def _status(world: World, key: tuple[object, ...]) -> int:
    closing = fraction(*key, "closing")
    if closing < 0.02:
        return 3 if closing < 0.004 else 2
    return 2 if closing < 0.02 + world.day * _CLOSED_EACH_DAY else 1


def _within(floors: tuple[int, int, int], size: int, *key: object) -> int:
    """Return a value inside a size class; classes without thresholds share one range."""
    large, medium, small = floors if any(floors) else (20_000, 2_000, 100)
    least = max(1, small // 10)
    bands = {1: (large, large * 5), 2: (medium, large), 3: (small, medium), 4: (least, small)}
    low, high = bands[size]
    return min(high - 1, int(low * (high / low) ** fraction(*key))) if high > low else low
