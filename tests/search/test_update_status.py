"""Which data are on time and which can be asked by programs, as facets of a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from ckan.tests import helpers

from ckanext.dongguan import clock
from ckanext.dongguan.search.timely import conditions

Fields = dict[str, Any]
DAY = date(2026, 11, 26)


def test_a_day_divides_what_is_on_time_from_what_is_overdue() -> None:
    assert conditions(DAY) == {
        "on_time": "{2026-11-26T00:00:00Z TO *]",
        "overdue": "[* TO 2026-11-26T00:00:00Z]",
    }


@pytest.fixture
def home(dataset: Callable[..., Fields]) -> str:
    """Make a department with two datasets on time, one overdue, one without a cycle."""
    today = clock.today()
    # 45 days are allowed to a month's data.
    for days in (0, 44, 47):
        updated = (today - timedelta(days=days)).isoformat()
        made = dataset(update_frequency="monthly", data_updated_on=updated)
    dataset(
        update_frequency="irregular", data_updated_on="2020-01-01",
        resources=[{"name": "接口", "url": "https://example.com/wfs", "format": "WFS"}],
    )  # fmt: skip
    return str(made["organization"]["name"])


def page(app: Any, address: str) -> BeautifulSoup:
    return BeautifulSoup(app.get(address).body, "html.parser")


def offered(shown: BeautifulSoup, title: str) -> dict[str, int]:
    """Read what a facet offers: labels with numbers."""
    facet = next(one for one in shown.select(".facet") if one.h2.text == title)
    return {
        one.select_one(".label").text.strip(): int(one.select_one(".number").text)
        for one in facet.select("a:has(.label)")
    }


def found(shown: BeautifulSoup) -> int:
    return len(shown.select(".hit-title a"))


def test_the_numbers_are_what_the_filters_find(app: Any, home: str) -> None:
    shown = page(app, f"/dataset/?organization={home}")

    assert offered(shown, "更新状态") == {"按期更新": 2, "逾期": 1}
    assert offered(shown, "数据接口") == {"有接口": 1}
    for value, number in {"update_status=on_time": 2, "update_status=overdue": 1,
                          "has_interface=true": 1}.items():  # fmt: skip
        assert found(page(app, f"/dataset/?organization={home}&{value}")) == number


@pytest.mark.parametrize(("language", "name"), [("", "逾期最久"), ("/en", "Longest overdue")])
def test_what_is_overdue_can_be_put_first(
    app: Any, home: str, dataset: Callable[..., Fields], language: str, name: str
) -> None:
    dataset(update_frequency="monthly", data_updated_on=clock.today().isoformat())
    both = f"organization={home}&update_status=on_time&update_status=overdue"

    shown = page(app, f"{language}/dataset/?{both}")
    (link,) = (one for one in shown.select(".sorting a") if one.text == name)
    ordered = page(app, f"{language}/dataset/{link['href']}")

    assert [bool(hit.select(".late")) for hit in ordered.select(".hit")] == [
        True, False, False, False,
    ]  # fmt: skip
    unasked = page(app, f"{language}/dataset/?organization={home}")
    assert name not in [one.text for one in unasked.select(".sorting a")]


def test_a_facet_shows_eight_values_and_the_rest_on_demand(app: Any, home: str) -> None:
    shown = page(app, f"/dataset/?organization={home}")

    values = [len(one.select("a:has(.label)")) for one in shown.select(".facet")]

    assert values
    assert max(values) <= 8


def test_values_of_the_state_are_alternatives_and_keep_their_numbers(
    app: Any, home: str
) -> None:
    both = "update_status=on_time&update_status=overdue"

    shown = page(app, f"/dataset/?organization={home}&{both}")

    assert found(shown) == 3
    assert [one.contents[0].strip() for one in shown.select(".chip")][1:] == [
        "按期更新", "逾期",
    ]  # fmt: skip
    one = page(app, f"/dataset/?organization={home}&update_status=overdue")
    assert offered(one, "更新状态") == {"按期更新": 2, "逾期": 1}


@pytest.mark.parametrize("place", ["/organization/{home}?", "/dataset/?organization={home}&"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("", ["更新状态", "按期更新", "逾期"]), ("/en", ["Update status", "On time", "Overdue"])],
)
def test_the_state_is_offered_in_both_languages_wherever_datasets_are_listed(
    app: Any, home: str, place: str, language: str, words: list[str]
) -> None:
    shown = page(app, f"{language}{place.format(home=home)}update_status=on_time")

    assert found(shown) == 2
    assert list(offered(shown, words[0])) == words[1:]


def test_an_unknown_state_finds_nothing_and_can_be_taken_away(app: Any, home: str) -> None:
    shown = page(app, f"/dataset/?organization={home}&update_status=late")

    assert found(shown) == 0
    assert shown.select_one(".empty-state")


def test_what_finds_nothing_is_named_where_it_can_be_taken_away(app: Any, home: str) -> None:
    none = f"organization={home}&update_status=overdue&has_interface=true"

    shown = page(app, f"/dataset/?{none}")

    links = [one.text for one in shown.select(".empty-state a")]
    assert any("逾期" in one for one in links)
    assert any("有接口" in one for one in links)


def test_the_list_as_a_file_holds_what_the_filter_finds(app: Any, home: str) -> None:
    answer = app.get(f"/search/results.json?organization={home}&update_status=overdue")

    assert len(answer.json["results"]) == 1


def test_a_table_that_programs_can_query_is_an_interface(
    portal: None, dataset: Callable[..., Fields]
) -> None:
    made = dataset(resources=[{"name": "表", "url": "https://example.com/a.csv"}])
    asked = {"fq": f"id:{made['id']} has_interface:true"}
    before = helpers.call_action("package_search", **asked)["count"]

    helpers.call_action(
        "datastore_create", resource_id=made["resources"][0]["id"], force=True,
        fields=[{"id": "站名", "type": "text"}],
    )  # fmt: skip

    assert (before, helpers.call_action("package_search", **asked)["count"]) == (0, 1)
