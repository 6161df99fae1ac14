"""A directory item of the sharing platform: what it is called, who issues it, when."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from . import life, vocabulary
from .chance import between, pick, share_of, spread
from .numbering import Slot, slot
from .opening import Opening, opening
from .scale import FILES_EVERY, World

# How often a resource code is absent, has the national form, or the province's unbroken form.
_CODE_FORMS = (("national", 0.8), ("provincial", 0.12), ("absent", 0.08))


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item on one day; times are Asia/Shanghai."""

    number: int
    remote_id: str
    code: str
    title: str
    abstract: str
    keywords: str
    office: vocabulary.Office
    area_code: str
    subject: str
    opening: Opening
    cycle: int
    published_on: date
    updated_at: datetime
    period_start: date
    period_end: date
    columns: tuple[vocabulary.Column, ...]
    has_files: bool
    slot: Slot


def item(world: World, number: int) -> Item:
    """Return the item with this number as it stands on the world's day."""
    cut = slot(world.seed, number)
    cycle = _cycle(cut)
    changed = life.changed_on(world, number, cycle)
    updated_on = vocabulary.first_day() + timedelta(days=changed)
    office = _office(cut)
    start, end = _period(cut, updated_on)
    return Item(
        number=number,
        remote_id=f"{office.code}/{number + 1:08d}",
        code=_code(world, number, office),
        title=_title(cut),
        abstract=_abstract(cut),
        keywords=_keywords(world, cut, number),
        office=office,
        area_code=cut.town.code if cut.town else "441900",
        subject=cut.entry.theme,
        opening=opening(world, number, cut.entry.open, office.short_name),
        cycle=cycle,
        published_on=min(_published(world, number, cut), updated_on),
        updated_at=datetime.combine(updated_on, _clock(world, number)),
        period_start=start,
        period_end=end,
        columns=cut.entry.columns,
        has_files=number % FILES_EVERY == 1,
        slot=cut,
    )


def number_of(remote_id: str) -> int | None:
    """Return the item number inside a remote id; None when it has another form."""
    _, _, tail = remote_id.partition("/")
    return int(tail) - 1 if len(tail) == 8 and tail.isascii() and tail.isdigit() else None


def updated_day(world: World, number: int) -> int:
    """Return the day of the last change without building the item."""
    return life.changed_on(world, number, _cycle(slot(world.seed, number)))


@lru_cache(maxsize=4)
def changed_since(world: World, day: int) -> Sequence[int]:
    """Return the numbers of the items that changed on or after a day, in order."""
    return array("I", (n for n in life.roll(world) if updated_day(world, n) >= day))


def _cycle(cut: Slot) -> int:
    # A closed year or month is not updated any more; the platform calls that 其他.
    return int(cut.entry.cycle) if cut.year is None else 99


def _office(cut: Slot) -> vocabulary.Office:
    if cut.town is not None and "g" in cut.entry.scope:
        return vocabulary.offices()[cut.town.code]
    return vocabulary.offices()[cut.entry.department]


def _title(cut: Slot) -> str:
    town = cut.town.name if cut.town else ""
    if cut.quarter:
        when = f"（{cut.year}年第{cut.quarter}季度）"
    elif cut.month:
        when = f"（{cut.year}年{cut.month}月）"
    else:
        when = f"（{cut.year}年）" if cut.year else ""
    return f"东莞市{town}{cut.entry.title}{when}"


def _abstract(cut: Slot) -> str:
    area = cut.town.name if cut.town else "全市"
    text = cut.entry.abstract.replace("{area}", area)
    if cut.quarter:
        text += f"数据所属时期为{cut.year}年第{cut.quarter}季度。"
    elif cut.month:
        text += f"数据所属月份为{cut.year}年{cut.month}月。"
    elif cut.year:
        text += f"数据年份为{cut.year}年。"
    return text + str(vocabulary.settings()["mark_sentence"])


def _keywords(world: World, cut: Slot, number: int) -> str:
    separators: list[str] = vocabulary.settings()["keyword_separators"]
    place = int(spread(number, 0, world.seed, "separator") * len(separators))
    town = (cut.town.name,) if cut.town else ()
    return separators[place].join((*cut.entry.keywords, *town))


def _code(world: World, number: int, office: vocabulary.Office) -> str:
    form = share_of(_CODE_FORMS, spread(number, 1, world.seed, "code"))
    if form == "absent":
        return ""
    if form == "provincial":
        return f"307019{office.code}{number + 1:015d}"
    return f"307019{office.code}/{number + 1:06d}"


def _published(world: World, number: int, cut: Slot) -> date:
    day = vocabulary.first_day()
    came = life.appeared_on(world, number)
    if came:
        return day + timedelta(days=came)
    oldest = 200 if cut.month else 2200
    return day - timedelta(days=between(30, oldest, world.seed, "published", number))


def _clock(world: World, number: int) -> time:
    hour = pick(range(6, 19), world.seed, "hour", number)
    return time(hour, between(0, 59, world.seed, "minute", number))


def _period(cut: Slot, updated_on: date) -> tuple[date, date]:
    if cut.quarter and cut.year:
        return date(cut.year, cut.quarter * 3 - 2, 1), _month_end(cut.year, cut.quarter * 3)
    if cut.month and cut.year:
        return date(cut.year, cut.month, 1), _month_end(cut.year, cut.month)
    if cut.year:
        return date(cut.year, 1, 1), date(cut.year, 12, 31)
    return date(updated_on.year, 1, 1), updated_on


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
