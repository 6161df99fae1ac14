"""How single values are written on a page: days, sizes, numbers, names.

Nothing here knows CKAN or the language of the page.
"""

from __future__ import annotations

from datetime import UTC, datetime

from ckanext.dongguan.clock import SHANGHAI

UNITS = ("B", "KB", "MB", "GB", "TB")
CITY = "东莞市"
_CHINESE_UNITS = ((10**8, "亿"), (10**4, "万"))
_ENGLISH_UNITS = ((10**9, "billion"), (10**6, "million"))


def day_text(value: str | datetime | None) -> str:
    """Write the day of an instant in Dongguan as `YYYY-MM-DD`; nothing readable gives nothing.

    An instant without a zone is in UTC, as CKAN keeps it; a plain day stays that day.
    """
    if isinstance(value, str) and len(value.strip()) == len("2026-11-21"):
        return value.strip() if _parsed(value.strip()) else ""
    moment = _in_dongguan(value)
    return moment.date().isoformat() if moment else ""


def moment_text(value: str | datetime | None) -> str:
    """Write an instant in Dongguan as `YYYY-MM-DD HH:MM`; nothing readable gives nothing."""
    moment = _in_dongguan(value)
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _in_dongguan(value: str | datetime | None) -> datetime | None:
    moment = value if isinstance(value, datetime) else _parsed((value or "").strip())
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(SHANGHAI)


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def size_text(size: object) -> str:
    """Write a size in bytes with the unit a person reads: `1.2 MB`; unknown gives nothing."""
    try:
        amount = float(str(size))
    except ValueError:
        return ""
    if not 0 < amount < float("inf"):
        return ""
    unit = 0
    while amount >= 1024 and unit < len(UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:.1f} {UNITS[unit]}" if unit else f"{amount:.0f} B"


def number_text(number: int) -> str:
    """Write a count with separators between thousands: `1,204`."""
    return f"{number:,}"


def short_number(number: int, language: str) -> str:
    """Write a large count with its unit: `4,820 万` in Chinese, `48.2 million` in English."""
    units = _CHINESE_UNITS if language.startswith("zh") else _ENGLISH_UNITS
    for size, unit in units:
        if number >= size:
            return f"{number / size:,.1f}".removesuffix(".0") + f" {unit}"
    return number_text(number)


def short_name(name: str) -> str:
    """Drop the city from the name of one of its departments."""
    rest = name.removeprefix(CITY)
    return rest if len(rest) > 1 and not rest.startswith("人民政府") else name


def shortened(text: str, limit: int) -> str:
    """Cut running text to at most `limit` characters and an ellipsis.

    Chinese has no spaces to cut at and is cut anywhere; a Latin word stays whole.
    """
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    head = words[:limit]
    if _is_inside_word(words, limit):
        head = head.rpartition(" ")[0] or head
    return head.rstrip(" ，、；：,;:") + "…"


def _is_inside_word(text: str, place: int) -> bool:
    return text[place - 1 : place + 1].isascii() and text[place - 1 : place + 1].isalnum()
