"""English pages call departments by the English name that they were given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from ckan.tests import helpers

Dataset = Callable[..., dict[str, Any]]
ENGLISH = "Dongguan Low-Altitude Economy Centre"


@pytest.fixture
def named(department: dict[str, Any]) -> dict[str, Any]:
    """Give the department an English name."""
    told = {"id": department["id"], "title_en": ENGLISH}
    helpers.call_action("organization_patch", **told)
    return {**department, "title_en": ENGLISH}


@pytest.fixture
def texts(named: dict[str, Any], dataset: Dataset, app: Any) -> Callable[[str], list[str]]:
    """Read the pages about the department below a prefix of language."""
    name = dataset()["name"]
    place = named["name"]
    pages = (f"/organization/{place}", f"/dataset/{name}", f"/dataset/?organization={place}")
    return lambda prefix: [
        BeautifulSoup(app.get(prefix + page).body, "html.parser").main.text for page in pages
    ]


@pytest.mark.parametrize(
    ("language", "shown", "hidden"), [("", "title", "title_en"), ("/en", "title_en", "title")]
)
def test_a_department_has_its_name_in_the_language_of_the_page(
    texts: Callable[[str], list[str]],
    named: dict[str, Any],
    language: str,
    shown: str,
    hidden: str,
) -> None:
    # Lists leave the city out of a Chinese name.
    said, unsaid = (named[name].removeprefix("东莞市") for name in (shown, hidden))

    told = texts(language)

    assert [said in text for text in told] == [True, True, True]
    assert [unsaid in text for text in told] == [False, False, False]


def test_suggestions_say_the_english_names_too(
    named: dict[str, Any], dataset: Dataset, app: Any
) -> None:
    dataset(title="无人机起降点", title_en="Drone landing sites")

    by_title = app.get("/en/search/suggest?q=无人机起降").json["datasets"]
    by_name = app.get("/en/search/suggest?q=Low-Altitude").json["organizations"]

    assert "Drone landing sites" in [one["title"] for one in by_title]
    assert ENGLISH in [one["title"] for one in by_name]


def test_the_record_of_changes_says_the_english_title(
    department: dict[str, Any], dataset: Dataset, app: Any
) -> None:
    dataset(title="无人机起降点", title_en="Drone landing sites")

    page = app.get(f"/en/organization/activity/{department['name']}").body

    assert "Drone landing sites" in page
    assert "无人机起降点" not in page


def test_a_department_can_be_reached_with_one_tap(department: dict[str, Any], app: Any) -> None:
    contact = {"contact_phone": "0769 2283 0000", "contact_email": "data@dg.example"}
    page = f"/organization/about/{department['name']}"

    without = app.get(page).body
    helpers.call_action("organization_patch", id=department["id"], **contact)
    with_it = app.get(page).body

    assert "12345" in without
    assert 'href="tel:076922830000"' in with_it
    assert 'href="mailto:data@dg.example"' in with_it
    assert "12345" not in with_it
