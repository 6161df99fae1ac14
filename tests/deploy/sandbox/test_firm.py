"""Made-up firms and their months."""

from __future__ import annotations

from collections import Counter

import pytest

from deploy.sandbox import firm as firms
from deploy.sandbox import uscc, vocabulary
from deploy.sandbox.enterprise_record import month_row
from deploy.sandbox.indicator import indicators, months
from deploy.sandbox.scale import World, parse_scale

WORLD = World()
ALL = [firms.firm(WORLD, number) for number in range(2_000)]


# Public codes: Dongguan's government office and a well-known company.
@pytest.mark.parametrize("code", ["11441900007330010D", "914403001922038216"])
def test_the_check_digits_agree_with_public_codes(code: str) -> None:
    assert uscc.is_valid(code)


@pytest.mark.parametrize(
    "code",
    ["11441900007330010E", "1144190000733001", "11441900007330O10D", "", "914403001922038261"],
)
def test_wrong_codes_are_refused(code: str) -> None:
    assert not uscc.is_valid(code)


def test_made_up_codes_are_right_unlike_and_recognisable() -> None:
    codes = [one.uscc for one in ALL]

    assert all(map(uscc.is_valid, codes))
    assert len(set(codes)) == 2_000
    assert all(code[8:10] == "XN" for code in codes)
    assert [firms.number_of(code) for code in codes] == list(range(2_000))


def test_the_last_of_two_million_firms_has_a_code_too() -> None:
    large = World(scale=parse_scale("large"))

    assert firms.number_of(firms.firm(large, 1_999_999).uscc) == 1_999_999


def test_names_say_they_are_made_up_and_are_unlike() -> None:
    assert all("演示" in one.name for one in ALL)
    assert len({one.name for one in ALL}) == 2_000


def test_firms_are_in_every_town_and_industry_and_class() -> None:
    assert {one.town for one in ALL} == set(vocabulary.towns())
    assert {one.industry for one in ALL} == set(firms.industries())
    assert {one.size for one in ALL} == {1, 2, 3, 4}
    assert {one.status for one in ALL} == {1, 2, 3}
    sizes = Counter(one.size for one in ALL)
    assert sizes[4] > sizes[3] > sizes[2] > sizes[1]


def test_a_firm_s_size_class_follows_from_staff_and_revenue() -> None:
    for one in ALL:
        classes = []
        for value, floors in (
            (one.staff, one.industry.staff),
            (one.revenue, one.industry.revenue),
        ):
            if any(floors):
                classes.append(1 + sum(value < floor for floor in floors))
        assert max(classes) == one.size, one


def test_months_are_closed_and_twenty_four() -> None:
    assert months(WORLD)[0] == "2024-11"
    assert months(WORLD)[-1] == "2026-10"
    assert months(WORLD.later(30))[-1] == "2026-11"


def test_only_industry_reports_output() -> None:
    for one in ALL[:400]:
        found = indicators(WORLD, one, "2026-10")
        if found is not None:
            assert (found.output is not None) is (one.industry.section in "BCD")
            assert min(found.staff, found.power) > 0


def test_closed_and_unborn_firms_report_nothing() -> None:
    closed = next(one for one in ALL if one.status == 2)
    young = next(
        one for one in ALL if one.founded_on.isoformat() > "2025-01" and one.status == 1
    )

    assert month_row(WORLD, closed, "2026-10") is None
    assert month_row(WORLD, young, "2024-11") is None


def test_revenue_is_in_thousands_in_months_and_ten_thousands_in_the_register() -> None:
    one = next(one for one in ALL if one.revenue > 1_000 and one.status == 1)
    found = indicators(WORLD, one, "2026-10")

    assert found is not None
    assert one.revenue * 10 / 24 < found.revenue < one.revenue * 10 / 6


def test_days_bring_new_firms_and_close_some() -> None:
    later = WORLD.later(60)
    closed = [n for n in range(2_000) if firms.firm(later, n).status != ALL[n].status]

    assert firms.count(later) == 2_060
    assert firms.firm(later, 2_000).founded_on.isoformat() == "2026-11-02"
    assert closed
