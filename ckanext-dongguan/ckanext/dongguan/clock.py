"""What time it is, and how an instant is told in Dongguan; nothing here knows CKAN."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# China keeps one time and no summer time.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """Read the clock, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Tell which day it is in Dongguan."""
    return now().astimezone(SHANGHAI).date()


def told(instant: datetime | None) -> str | None:
    """Write an instant as ISO 8601 with Dongguan's offset; none stays none."""
    return instant.astimezone(SHANGHAI).isoformat(timespec="seconds") if instant else None
