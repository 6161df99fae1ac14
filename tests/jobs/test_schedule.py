"""A job is due in Dongguan's time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ckanext.dongguan.clock import SHANGHAI
from ckanext.dongguan.jobs.schedule import ScheduleError, next_due


def shanghai(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc, arg-type]


def test_the_hours_of_a_schedule_are_dongguan_s() -> None:
    now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)  # 20:00 in Dongguan

    assert next_due("30 2 * * *", now) == datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def test_a_day_begins_at_dongguan_s_midnight() -> None:
    """15:59 UTC is still Saturday in Dongguan, 16:00 is Sunday."""
    sunday = "0 0 * * sun"

    assert next_due(sunday, datetime(2026, 2, 28, 15, 59, tzinfo=UTC)) == shanghai(2026, 3, 1)
    assert next_due(sunday, datetime(2026, 2, 28, 16, 0, tzinfo=UTC)) == shanghai(2026, 3, 8)


@pytest.mark.parametrize(
    ("schedule", "now", "due"),
    [
        ("* * * * *", shanghai(2026, 3, 1, 23, 59), shanghai(2026, 3, 2)),
        ("*/15 * * * *", shanghai(2026, 12, 31, 23, 50), shanghai(2027, 1, 1)),
        ("0 3 1 * *", shanghai(2026, 1, 31, 12), shanghai(2026, 2, 1, 3)),
        ("0 0 29 2 *", shanghai(2026, 3, 1), shanghai(2028, 2, 29)),
        ("0 8 * * mon-fri", shanghai(2026, 11, 27, 8), shanghai(2026, 11, 30, 8)),
        ("0 0 * mar,apr fri", shanghai(2026, 3, 1), shanghai(2026, 3, 6)),
    ],
)
def test_the_next_time_is_strictly_after_now(
    schedule: str, now: datetime, due: datetime
) -> None:
    assert next_due(schedule, now) == due


def test_what_was_missed_counts_once() -> None:
    """After three days off the next time lies ahead, not three days behind."""
    now = shanghai(2026, 3, 4, 12)

    assert next_due("0 * * * *", now) == shanghai(2026, 3, 4, 13)


@pytest.mark.parametrize(
    "schedule",
    ["", "daily", "@daily", "61 * * * *", "* * * *", "* * * * * *", "0 0 30 2 *",
     "r * * * *", "0 R(1-5) * * *", "h * * * *", "每天", "1;2 * * * *", "* * * * 8-"],
)  # fmt: skip
def test_what_is_no_schedule_is_refused(schedule: str) -> None:
    with pytest.raises(ScheduleError):
        next_due(schedule, shanghai(2026, 3, 1))
