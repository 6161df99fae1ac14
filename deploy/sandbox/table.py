"""The rows of an item's table: every value follows from the column's kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from . import uscc, vocabulary
from .chance import between, draw, fraction, pick
from .item import Item
from .scale import World

Value = str | int | float
_KIND = re.compile(r"(\w+)(?:\((.*)\))?$")


def row_count(world: World, item: Item) -> int:
    """Return how many rows the table has: one for each town, or some dozens."""
    if any(column.kind == "town" for column in item.columns[:1]) and item.slot.town is None:
        return len(vocabulary.towns())
    return between(8, 90, world.seed, "rows", item.remote_id)


def rows(world: World, item: Item) -> Iterator[list[Value]]:
    """Yield the rows in the order of the item's columns; they change with the update time."""
    stamp = item.updated_at.date().toordinal()
    for number in range(row_count(world, item)):
        key = (world.seed, item.remote_id, number)
        yield [
            _value(column, item, number, (*key, column.name, stamp)) for column in item.columns
        ]


def _value(
    column: vocabulary.Column, item: Item, number: int, key: tuple[object, ...]
) -> Value:
    match = _KIND.match(column.kind)
    assert match is not None, column  # noqa: S101 - our own data file
    maker = _MAKERS[match[1]]
    return maker(match[2] or "", item, number, key)


def _bounds(text: str) -> list[float]:
    return [float(part) for part in text.split("~")]


def _count(argument: str, _item: Item, _number: int, key: tuple[object, ...]) -> Value:
    low, high = _bounds(argument)
    return between(int(low), int(high), *key)


def _number(argument: str, _item: Item, _number: int, key: tuple[object, ...]) -> Value:
    low, high, places = _bounds(argument)
    return round(low + (high - low) * fraction(*key), int(places))


def _name(_argument: str, item: Item, number: int, key: tuple[object, ...]) -> Value:
    words = vocabulary.words()
    stem = pick((*words["places"], *words["villages"]), *key[:3], "name")
    thing = item.slot.entry.thing or "事项"
    return f"{_town(item, number).removesuffix('镇').removesuffix('街道')}{stem}{thing}"


def _place(item: Item, number: int) -> vocabulary.Town:
    towns = vocabulary.towns()
    return item.slot.town or towns[number % len(towns)]


def _town(item: Item, number: int) -> str:
    return _place(item, number).name


def _near(degrees: float, key: tuple[object, ...]) -> float:
    """Return a made-up point within 0.015 degrees (about 1.6 km) of a town's seat."""
    return round(degrees - 0.015 + 0.03 * fraction(*key), 6)


def _address(_argument: str, item: Item, number: int, key: tuple[object, ...]) -> Value:
    road = pick(vocabulary.words()["roads"], *key[:3], "road")
    return f"东莞市{_town(item, number)}{road}{between(1, 399, *key)}号"


def _firm(_argument: str, _item: Item, _number: int, key: tuple[object, ...]) -> Value:
    words = vocabulary.words()
    brand, trade = pick(words["brands"], *key, "b"), pick(words["trades"], *key, "t")
    return f"东莞市{brand}{trade}有限公司（演示）"


def _date(item: Item, key: tuple[object, ...]) -> date:
    days = max(1, (item.period_end - item.period_start).days)
    return item.period_start + timedelta(days=draw(*key) % days)


def _expiry(_argument: str, item: Item, _number: int, key: tuple[object, ...]) -> Value:
    return (item.period_end + timedelta(days=between(30, 1825, *key))).isoformat()


def _month(_argument: str, item: Item, number: int, _key: tuple[object, ...]) -> Value:
    # A table by town shows one month for all; a monthly table goes back row by row.
    by_town = item.columns[0].kind == "town"
    back = 0 if by_town or item.slot.month else number
    months = item.period_end.year * 12 + item.period_end.month - 1 - back
    return f"{months // 12}-{months % 12 + 1:02d}"


def _permit(_argument: str, item: Item, number: int, _key: tuple[object, ...]) -> Value:
    mark = item.office.short_name.removeprefix("市")[:2]
    return f"东{mark}〔{item.period_end.year}〕{number + 1:03d}号（演示）"


def _uscc(_argument: str, _item: Item, _number: int, key: tuple[object, ...]) -> Value:
    return uscc.made_up(draw(*key) % 2_000_000)


def _datetime(_argument: str, item: Item, _number: int, _key: tuple[object, ...]) -> Value:
    hour = item.updated_at.hour
    return f"{item.period_end} {hour:02d}:00:00"


_MAKERS: dict[str, Callable[[str, Item, int, tuple[object, ...]], Value]] = {
    "serial": lambda _a, _i, number, _k: number + 1,
    "name": _name,
    "town": lambda _a, item, number, _k: _town(item, number),
    "address": _address,
    "road": lambda _a, _i, _n, key: pick(vocabulary.words()["roads"], *key),
    "village": lambda _a, item, number, key: (
        _town(item, number) + pick(vocabulary.words()["villages"], *key) + "村"
    ),
    "lon": lambda _a, item, n, key: _near(_place(item, n).longitude, key),
    "lat": lambda _a, item, n, key: _near(_place(item, n).latitude, key),
    "date": lambda _a, item, _n, key: _date(item, key).isoformat(),
    "expiry": _expiry,
    "datetime": _datetime,
    "year": lambda _a, item, number, _k: str(item.period_end.year - number),
    "month": _month,
    "count": _count,
    "number": _number,
    "percent": lambda _a, _i, _n, key: round(20 + 78 * fraction(*key), 2),
    "choice": lambda argument, _i, _n, key: pick(argument.split("/"), *key),
    "firm": _firm,
    "permit": _permit,
    "uscc": _uscc,
}
