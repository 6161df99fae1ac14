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
