"""Days, months, quarters, half-years, years and ranges as people write them, without CKAN.

Read are 2024-03-31, 2024年3月31日, 20240331, 2024年3月, 2024Q1, 2024年第一季度, 一季度
with its year, 2024年上半年, 2024年1-5月, 2024, and two of them joined by 至, ~, — or `/`;
full-width digits and Chinese numerals too. Nothing is guessed: without a year there is
no period.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# 三十一, 三十, 十一, 十 once the other numerals are digits.
_TENS = (
    (re.compile(r"(?<=\d)十(?=\d)"), ""),
    (re.compile(r"(?<=\d)十"), "0"),
    (re.compile(r"十(?=\d)"), "1"),
    (re.compile(r"十"), "10"),
)
_YEAR = r"(?P<year>\d{4})"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_SEPARATOR = r"[-/.]"
_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DAYS = (
    re.compile(rf"{_YEAR}{_SEPARATOR}{_MONTH}{_SEPARATOR}{_DAY}{_TIME}", re.ASCII),
    re.compile(rf"{_YEAR}年{_MONTH}月{_DAY}[日号]?", re.ASCII),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII),
)
_MONTHS = (
    re.compile(rf"{_YEAR}年{_MONTH}月份?", re.ASCII),
    re.compile(rf"{_YEAR}{_SEPARATOR}{_MONTH}", re.ASCII),
    re.compile(r"(?P<year>\d{4})(?P<month>0[1-9]|1[0-2])", re.ASCII),
)
_QUARTER = re.compile(rf"{_YEAR}(?:年|-)?(?:第?(?P<a>[1-4])季度?|Q(?P<b>[1-4]))", re.ASCII)
_HALF = re.compile(rf"{_YEAR}(?:年|-)?(?:(?P<half>[上下])半年|H(?P<number>[12]))", re.ASCII)
_SPAN = re.compile(
    rf"{_YEAR}年{_MONTH}(?:月份?)?[-~至到]+(?P<last>1[0-2]|0?[1-9])月份?", re.ASCII
)
_WHOLE_YEAR = re.compile(rf"{_YEAR}(?:年度?)?", re.ASCII)
_JOINT = re.compile(r"至|到|~|--|(?<=[年月日号度])-|/(?=\d{4}[-年])")
_WITHOUT_YEAR = re.compile(r"第?[1-4]季度?|Q[1-4]|[上下]半年|(?:1[0-2]|0?[1-9])月份?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Period:
    """A time from its first to its last day, both within it."""

    start: date
    end: date

    def __str__(self) -> str:
        """Write the shortest form: 2024, 2024-H1, 2024-Q1, 2024-03, 2024-03-31, or a range."""
        year = self.start.year
        if self.start == self.end:
            return self.start.isoformat()
        if self.start == date(year, 1, 1) and self.end == date(year, 12, 31):
            return f"{year:04d}"
        for length, letter in ((6, "H"), (3, "Q"), (1, "")):
            place, rest = divmod(self.start.month - 1, length)
            if not rest and self == _months(year, self.start.month, length):
                return f"{year:04d}-{letter}{place + 1}" if letter else f"{self.start:%Y-%m}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    def wording(self, language: str) -> str:
        """Write it as a person says it: 2024年第一季度, 2024年3月; Q1 2024, 2024-03."""
        text = str(self)
        if not language.startswith("zh"):
            return re.sub(r"(\d{4})-([HQ]\d)", r"\2 \1", text).replace("/", " – ")
        for form, words in _WORDS:
            if match := form.fullmatch(text):
                return words(match)
        return text.replace("/", " 至 ")


_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(\d{4})"), lambda m: f"{m[1]}年"),
    (re.compile(r"(\d{4})-H([12])"), lambda m: f"{m[1]}年{' 上下'[int(m[2])]}半年"),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda m: f"{m[1]}年第{' 一二三四'[int(m[2])]}季度"),
    (re.compile(r"(\d{4})-(\d{2})"), lambda m: f"{m[1]}年{int(m[2])}月"),
)


def parse(text: str) -> Period | None:
    """Read a period; None if the text is none or holds a day that does not exist."""
    plain = _plain(text)
    single = _single(plain)
    if single is not None:
        return single
    parts = [part for part in _JOINT.split(plain) if part]
    if len(parts) != 2:
        return None
    first, last = _single(parts[0]), _single(parts[1])
    if first is None or last is None or last.end < first.start:
        return None
    return Period(start=first.start, end=last.end)


def parse_day(text: str) -> date | None:
    """Read one day; a time behind it is dropped."""
    plain = _plain(text)
    return next((d for form in _DAYS if (m := form.fullmatch(plain)) and (d := _day(m))), None)


def lacks_year(text: str) -> bool:
    """Tell whether the text would be a period if it named its year: 一季度, 3月, 上半年."""
    return bool(_WITHOUT_YEAR.fullmatch(_plain(text)))


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    plain = re.sub(r"[—–―－〜～]+", "-", plain).translate(_NUMERALS)
    for tens, digits in _TENS:
        plain = tens.sub(digits, plain)
    return re.sub(r"(?<=[年月季度Q第])\s+|\s+(?=[年月季度Q第])", "", plain)


def _single(plain: str) -> Period | None:
    found = parse_day(plain)
    if found is not None:
        return Period(start=found, end=found)
    for reader in (_span, _half, _quarter, _month, _year):
        period = reader(plain)
        if period is not None:
            return period
    return None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _span(plain: str) -> Period | None:
    match = _SPAN.fullmatch(plain)
    if not match or int(match["last"]) < int(match["month"]):
        return None
    first = int(match["month"])
    return _months(int(match["year"]), first, int(match["last"]) - first + 1)


def _half(plain: str) -> Period | None:
    match = _HALF.fullmatch(plain)
    if not match:
        return None
    second = match["half"] == "下" or match["number"] == "2"
    return _months(int(match["year"]), 7 if second else 1, 6)


def _quarter(plain: str) -> Period | None:
    match = _QUARTER.fullmatch(plain)
    if not match:
        return None
    return _months(int(match["year"]), int(match["a"] or match["b"]) * 3 - 2, 3)


def _month(plain: str) -> Period | None:
    match = next((m for form in _MONTHS if (m := form.fullmatch(plain))), None)
    return _months(int(match["year"]), int(match["month"]), 1) if match else None


def _year(plain: str) -> Period | None:
    match = _WHOLE_YEAR.fullmatch(plain)
    return _months(int(match["year"]), 1, 12) if match and int(match["year"]) else None


def _months(year: int, first: int, count: int) -> Period | None:
    if not 1 <= year <= 9998:
        return None
    following = first - 1 + count
    after = date(year + following // 12, following % 12 + 1, 1)
    return Period(start=date(year, first, 1), end=after - timedelta(days=1))
