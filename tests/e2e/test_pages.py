"""The languages of the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

LANGUAGES = {"zh": ("", "zh-CN"), "en": ("/en", "en")}


@pytest.mark.parametrize(
    ("language", "remove", "moment"), [("zh", "移除", "zh-cn"), ("en", "Remove", "en")]
)
def test_the_scripts_speak_the_language_of_the_page(
    language: str, remove: str, moment: str, window_of: Callable[[str], Any]
) -> None:
    visit = window_of("clerk")

    visit.page.goto(LANGUAGES[language][0] + "/dataset/new")
    visit.wait_until_alive()

    assert visit.page.evaluate("ckan.i18n._('Remove')") == remove
    assert visit.page.evaluate("moment.locale(document.documentElement.lang)") == moment


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_not_there_says_what_to_do(
    language: str, open_browser: Callable[..., Any], pictures: Path
) -> None:
    visit = open_browser()

    visit.page.goto(LANGUAGES[language][0] + "/dataset/meiyou-zhege")

    visit.page.screenshot(path=pictures / f"error-{language}-1280.png", full_page=True)
    assert visit.refused[0].startswith("404")
    links = visit.page.locator("#error-content a").evaluate_all(
        "all => all.map(a => a.pathname)"
    )
    assert LANGUAGES[language][0] + "/dataset/" in links


def test_the_other_language_shows_the_same_page(
    open_browser: Callable[..., Any], paths: dict[str, str]
) -> None:
    visit = open_browser()

    visit.page.goto(paths["search"])
    visit.turn_by(".host-line a[hreflang=en]")

    assert visit.page.url.endswith("/en" + paths["search"])
    assert visit.page.get_attribute("html", "lang") == "en"
