"""The day and the offset of Dongguan, eight hours before Greenwich all the year."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ckanext.dongguan import clock


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 1, 15, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 16, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_a_day_begins_at_midnight_in_dongguan(
    instant: datetime, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: instant)

    assert clock.today() == day


def test_an_instant_is_told_with_the_offset_and_without_fractions() -> None:
    instant = datetime(2026, 1, 31, 16, 0, 0, 999, tzinfo=UTC)

    assert clock.told(instant) == "2026-02-01T00:00:00+08:00"
    assert clock.told(None) is None
