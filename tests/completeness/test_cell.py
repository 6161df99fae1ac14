"""How far a dataset is there, by what was found."""

from __future__ import annotations

import pytest

from ckanext.dongguan.completeness.cell import Found, State, counts, row, state, town_state
from ckanext.dongguan.completeness.essential import essentials
from ckanext.dongguan.schemas.codelists import load


@pytest.mark.parametrize(
    ("found", "is_"),
    [
        (Found(entries=3, given=2, current=1), State.THERE),
        (Found(entries=3, given=2), State.STALE),
        (Found(entries=3), State.PARTLY),
        (Found(), State.MISSING),
    ],
)
def test_a_cell_is_as_good_as_its_best_entry(found: Found, is_: State) -> None:
    assert state(found) is is_


@pytest.mark.parametrize(
    ("city", "has_towns", "is_"),
    [
        (State.THERE, True, State.PARTLY),
        (State.STALE, True, State.PARTLY),
        (State.PARTLY, True, State.MISSING),
        (State.MISSING, True, State.MISSING),
        (State.THERE, False, State.NOT_EXPECTED),
    ],
)
def test_a_town_without_its_own_leans_on_the_city(
    city: State, has_towns: bool, is_: State
) -> None:
    assert town_state(Found(), city, has_towns=has_towns) is is_


def test_a_town_with_its_own_counts_whatever_is_expected() -> None:
    own = Found(entries=1, given=1, current=1)

    assert town_state(own, State.MISSING, has_towns=False) is State.THERE


def test_a_row_holds_the_city_and_every_town() -> None:
    found = {"city": Found(entries=1, given=1, current=1), "a": Found(entries=1)}

    filled = row(found, "city", ["a", "b"], has_towns=True)

    assert filled == {"city": State.THERE, "a": State.PARTLY, "b": State.PARTLY}
    assert counts(filled.values())["partly"] == 2


def test_the_list_names_departments_categories_and_sources_that_exist() -> None:
    for one in essentials():
        assert load("departments").get(one.department), one.code
        assert not one.high_value or load("high_value").get(one.high_value), one.code
        assert one.zh
        assert one.en
        assert one.words

    assert len(essentials()) >= 40
