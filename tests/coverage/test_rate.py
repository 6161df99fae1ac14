"""The rates, computed by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ckanext.dongguan.coverage import timeliness
from ckanext.dongguan.coverage.rate import Measured, Rate, Tally, measured, whole


def test_each_rate_is_its_rule() -> None:
    tally = Tally(declared=50, catalogued=40, attached=30, opened=10, fixed=8, on_time=6)

    rates = {one.rate: (one.part, one.whole, one.percent) for one in measured(tally)}

    assert rates == {
        Rate.CATALOGUED: (40, 50, 80.0),
        Rate.ATTACHED: (30, 40, 75.0),
        Rate.OPENED: (10, 40, 25.0),
        Rate.ON_TIME: (6, 8, 75.0),
    }


def test_without_a_divisor_a_rate_is_not_measured() -> None:
    assert [one.percent for one in measured(Tally())] == [None] * 4
    assert measured(Tally(declared=0, catalogued=1))[0].percent is None


@pytest.mark.parametrize(
    ("part", "all_", "percent"),
    [(1, 3, 33.3), (2, 3, 66.7), (1, 8, 12.5), (1, 100_000, 0.1), (99_999, 100_000, 99.9),
     (0, 7, 0.0), (7, 7, 100.0), (9, 8, 112.5)],
)  # fmt: skip
def test_a_rate_is_rounded_without_becoming_nothing_or_all(
    part: int, all_: int, percent: float
) -> None:
    one = Measured(rate=Rate.OPENED, part=part, whole=all_)

    assert one.share == Fraction(part, all_)
    assert one.percent == percent


def test_a_city_is_the_sum_of_its_departments() -> None:
    city = whole(
        [
            Tally(declared=5, catalogued=4, attached=3, opened=2, fixed=2, on_time=1),
            Tally(declared=7, catalogued=6, attached=1, opened=0, fixed=3, on_time=3),
        ]
    )

    assert city == Tally(declared=12, catalogued=10, attached=4, opened=2, fixed=5, on_time=4)


def test_a_city_is_not_measured_by_the_lists_of_some() -> None:
    assert whole([Tally(declared=5, catalogued=4), Tally(catalogued=1)]).declared is None
    assert whole([Tally(declared=5, catalogued=4), Tally()]).declared == 5
    assert whole([]).declared is None


def test_the_days_of_grace_are_those_of_the_code_list() -> None:
    known = {one.code: one.days for one in timeliness.cycles()}

    assert known["monthly"] == 45
    assert not {"irregular", "never", "custom", "unknown"} & set(known)


def test_what_is_on_time_is_asked_for_by_the_day() -> None:
    monthly = [timeliness.Cycle(code="monthly", days=45)]

    query = timeliness.on_time(monthly, date(2026, 3, 1))

    assert "update_frequency:monthly AND data_updated_on:[2026-01-15T00:00:00Z TO *]" in query
