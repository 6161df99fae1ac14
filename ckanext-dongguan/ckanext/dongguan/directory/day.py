"""Days as the directory reads them, without CKAN."""

from __future__ import annotations

from datetime import date, datetime

from . import period


def parse(value: object) -> date | None:
    """Read a day in any of the forms of `period` (a time after it is dropped), None if none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return period.parse_day(value) if isinstance(value, str) else None
