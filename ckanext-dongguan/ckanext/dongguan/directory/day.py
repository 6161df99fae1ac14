"""Days as the directory writes them, without CKAN."""

from __future__ import annotations

import re
from datetime import date, datetime

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$", re.ASCII)


def parse(value: object) -> date | None:
    """Read an ISO 8601 day (a time after it is dropped), None if it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DAY.match(value.strip()) if isinstance(value, str) else None
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
