"""Every kind of page, as each kind of person sees it, in both languages at both widths.

Alive (all scripts' modules), alone (nothing from outside), whole (nothing sticks out, no
answer of an error), accessible (axe-core, WCAG 2.2 AA), and good HTML (Nu).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from . import judges
from .page_list import LISTED, Page

pytestmark = pytest.mark.e2e

LANGUAGES = {"zh": ("", "zh-CN"), "en": ("/en", "en")}
WIDTHS = (1280, 375)


@pytest.mark.parametrize(
    ("page", "language"), product(LISTED, LANGUAGES), ids=lambda one: getattr(one, "name", one)
)
def test_a_page_is_alive_alone_whole_and_accessible(
    page: Page,
    language: str,
    window_of: Callable[[str], Any],
    places: Mapping[str, str],
) -> None:
    prefix, tag = LANGUAGES[language]
    visit = window_of(page.account)
    visit.forget()

    visit.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    answer = visit.page.goto(prefix + page.path.format(**places))
    visit.wait_until_alive()

    assert answer.status == page.status
    assert visit.page.get_attribute("html", "lang") == tag
    assert visit.page.locator("h1").count() == 1
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 900})
        visit.picture(f"{page.name}-{language}-{width}")
        assert visit.overflow() <= 0
        assert judges.violations(visit.page) == []
    assert (visit.outside, visit.dead_modules()) == ([], [])
    if page.status == 200:
        assert (visit.refused, visit.complaints) == ([], [])


@pytest.fixture(scope="module")
def sources(
    reader: Callable[[str], Any], places: Mapping[str, str]
) -> Callable[[str], dict[str, str]]:
    """Give the source of every page in a language, read once."""

    @cache
    def read(language: str) -> dict[str, str]:
        prefix = LANGUAGES[language][0]
        return {
            page.name: reader(page.account).read(prefix + page.path.format(**places))
            for page in LISTED
        }

    return read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_good_html(
    language: str, sources: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    jars = Path(os.environ["DONGGUAN_JARS"])

    errors = judges.html_errors(sources(language), tmp_path, jars)

    assert not errors, "\n".join(errors)


def test_no_chinese_page_has_english_words_left_over(
    sources: Callable[[str], dict[str, str]],
) -> None:
    found = {
        name: words for name, text in sources("zh").items() if (words := judges.latin(text))
    }

    assert found == {}
