"""Suggestions under the search box: by keyboard, and without disturbing an input method."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

BOX = "#field-giant-search"
OPTION = "[role=option]"


@pytest.fixture
def visit(open_browser: Callable[..., Any]) -> Any:
    visit = open_browser()
    visit.page.goto("/dataset/")
    visit.page.focus(BOX)
    return visit


def test_a_suggestion_is_chosen_with_the_keyboard(visit: Any) -> None:
    visit.page.keyboard.type("gj")
    visit.page.wait_for_selector(OPTION)
    expanded = visit.page.get_attribute(BOX, "aria-expanded")
    visit.page.keyboard.press("ArrowDown")
    chosen = visit.page.get_attribute(BOX, "aria-activedescendant")
    href = visit.page.get_attribute(f"#{chosen}", "href")
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")

    assert expanded == "true"
    assert visit.page.url.endswith(href)
    assert visit.complaints == []


def test_escape_closes_the_list_and_keeps_the_words(visit: Any) -> None:
    visit.page.keyboard.type("gj")
    visit.page.wait_for_selector(OPTION)
    visit.page.keyboard.press("Escape")

    assert visit.page.locator(OPTION).first.is_hidden()
    assert visit.page.input_value(BOX) == "gj"


def test_nothing_is_asked_while_an_input_method_composes(visit: Any) -> None:
    asked: list[str] = []
    visit.page.on(
        "request", lambda one: asked.append(one.url) if "/suggest" in one.url else None
    )
    box = visit.page.locator(BOX)
    box.evaluate(
        "box => box.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}))"
    )
    visit.page.keyboard.type("gongjiao")
    visit.page.wait_for_timeout(400)
    during = list(asked)
    box.evaluate("box => { box.value = '公交'; }")
    with visit.page.expect_response("**/suggest*"):
        box.evaluate(
            "box => box.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))"
        )
    visit.page.wait_for_selector(OPTION)

    assert during == []
