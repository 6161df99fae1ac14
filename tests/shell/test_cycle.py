"""When data are due, and by how many days they are late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ckanext.dongguan.cycle import due_on, late_from, overdue_days

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("cycle", "updated", "due"),
    [
        ("daily", date(2026, 11, 20), date(2026, 11, 21)),
        ("weekly", date(2026, 11, 20), date(2026, 11, 27)),
        ("monthly", date(2026, 1, 31), date(2026, 2, 28)),
        ("quarterly", date(2026, 6, 30), date(2026, 9, 30)),
        ("annual", date(2024, 2, 29), date(2025, 2, 28)),
        ("irregular", date(2020, 1, 1), None),
        ("no such", date(2020, 1, 1), None),
    ],
)
def test_the_next_data_are_due_one_cycle_later(
    cycle: str, updated: date, due: date | None
) -> None:
    assert due_on(cycle, updated) == due


@pytest.mark.parametrize(
    ("cycle", "updated", "days"),
    [
        ("quarterly", date(2026, 6, 30), 54),
        ("quarterly", date(2026, 7, 26), 0),  # 120 days: just within what is allowed
        ("quarterly", date(2026, 7, 25), 29),
        ("daily", date(2026, 11, 20), 0),
        ("daily", date(2026, 11, 19), 3),
        ("irregular", date(2001, 1, 1), 0),
        ("daily", date(2027, 1, 1), 0),
    ],
)
def test_data_are_overdue_once_they_are_later_than_is_allowed(
    cycle: str, updated: date, days: int
) -> None:
    assert overdue_days(cycle, updated, TODAY) == days


@pytest.mark.parametrize("cycle", ["realtime", "daily", "monthly", "annual"])
def test_the_first_late_day_is_the_first_with_days_overdue(cycle: str) -> None:
    updated = date(2026, 1, 31)

    late = late_from(cycle, updated)

    assert late is not None
    assert overdue_days(cycle, updated, late - timedelta(days=1)) == 0
    assert overdue_days(cycle, updated, late) > 0 or due_on(cycle, updated) is None


def test_data_without_a_fixed_cycle_are_never_late() -> None:
    assert late_from("irregular", date(2001, 1, 1)) is None
