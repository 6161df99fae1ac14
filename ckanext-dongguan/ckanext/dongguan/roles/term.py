"""Until when something is lent, without CKAN."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from ckanext.dongguan.clock import SHANGHAI


def until(text: str) -> datetime:
    """Read the end of a term: a day counts whole, an instant without zone is Dongguan's.

    :raises ValueError: neither a day nor an instant in ISO 8601, or behind the last day
        that a calendar has
    """
    try:
        return _end(text).astimezone(SHANGHAI)
    except OverflowError as error:
        raise ValueError(f"no calendar has this instant: {text}") from error


def _end(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        instant = datetime.fromisoformat(text)
        return instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
