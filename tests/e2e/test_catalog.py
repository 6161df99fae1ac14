"""The directory in a browser: a tree for the keyboard, links without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

FOCUS = "document.activeElement.querySelector('.branch-name').textContent.trim()"
EXPANDED = "document.activeElement.getAttribute('aria-expanded')"


def test_the_keyboard_walks_the_tree_and_opens_its_branches(
    open_browser: Callable[..., Any],
) -> None:
    page = open_browser().page
    page.goto("/catalog?by=department")
    page.locator("[role=treeitem]").first.focus()

    page.keyboard.press("End")
    last = page.evaluate(FOCUS)
    page.keyboard.press("Home")
    while page.evaluate(FOCUS) not in ("市直", last):
        page.keyboard.press("ArrowDown")

    assert page.evaluate(FOCUS) == "市直" != last
    assert page.evaluate(EXPANDED) == "false"

    page.keyboard.press("ArrowRight")
    page.wait_for_selector("[role=group] [role=treeitem][aria-level='2']")
    page.keyboard.press("ArrowRight")

    child = page.evaluate(FOCUS)
    assert child != "市直"
    assert page.evaluate("document.activeElement.getAttribute('aria-level')") == "2"

    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")

    assert page.evaluate(FOCUS) == "市直"
    assert page.evaluate(EXPANDED) == "false"
    assert page.locator("[role=treeitem][tabindex='0']").count() == 1

    page.keyboard.press("Enter")
    page.wait_for_url("**/catalog?by=department&node=class-city")

    assert page.locator("h1").inner_text() == "市直"


def test_what_a_branch_shows_below_it_adds_up_to_its_number(
    open_browser: Callable[..., Any],
) -> None:
    page = open_browser().page
    page.goto("/catalog?by=department")
    first = page.locator("[role=treeitem][aria-expanded=false]").first
    whole = int(first.locator("b").first.inner_text().split()[-1].replace(",", ""))

    first.locator(".twist").click()
    below = page.locator("[role=group] [role=treeitem]")
    below.first.wait_for()

    numbers = [one.split()[-1] for one in below.locator("b:nth-of-type(1)").all_inner_texts()]
    assert sum(int(one.replace(",", "")) for one in numbers) == whole


def test_without_scripts_the_branches_are_links(open_browser: Callable[..., Any]) -> None:
    visit = open_browser(java_script_enabled=False)
    page = visit.page

    page.goto("/catalog?by=department")
    assert page.locator("[role=tree]").count() == 0
    visit.turn_by("text=市直")

    assert page.locator("h1").inner_text() == "市直"
    assert page.locator(".branches ul li").count() > 3
    assert page.locator(".entry-table tbody tr").count() > 0
