"""Days as the directory reads them, without CKAN."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from . import period

# The day from which Excel counts; it believes that 1900 was a leap year.
_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"[1-9]\d{4}", re.ASCII)


def parse(value: object) -> date | None:
    """Read a day in any of the forms of `period` (a time after it is dropped), None if none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return period.parse_day(value) if isinstance(value, str) else None


def of_serial(text: str) -> date | None:
    """Read the number in which Excel keeps a day (ECMA-376, 1900 system), None if it is none.

    Only numbers of five digits count, the days from 1927 to 2173: fewer may be a year.
    """
    number = text.strip().partition(".")[0]
    return _ZERO + timedelta(days=int(number)) if _SERIAL.fullmatch(number) else None
