"""From the home page to a file on the disk: by keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

OPTION = "[role=listbox] [role=option]"

FOCUS = """() => {
  const node = document.activeElement;
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  return {
    name: node.id || node.className.baseVal || node.className || node.tagName,
    href: node.getAttribute('href') || '',
    isSeen: box.width > 0 && box.height > 0 && box.left > -500
      && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'
        || node.matches('.big-search input') || node.tagName === 'MAIN'),
  };
}"""
MOST = 120


def tab_to(page: Any, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Press Tab until what has the focus is wanted; each stop on the way must be seen."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(FOCUS)
        assert here["isSeen"], here
        if wanted(here):
            return here
    raise AssertionError("the keyboard does not get there")


def follow(page: Any, pattern: str) -> None:
    page.keyboard.press("Enter")
    page.wait_for_url(pattern)
    page.wait_for_load_state("load")


@pytest.mark.parametrize("width", [1280, 375])
def test_the_keyboard_leads_from_home_to_a_file(
    width: int, open_browser: Callable[..., Any], places: dict[str, str]
) -> None:
    visit = open_browser(width)
    page = visit.page
    page.goto("/")

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["href"] == "#content"
    page.keyboard.press("Enter")
    tab_to(page, lambda here: here["name"] == "front-search")
    page.keyboard.type("公交线路")
    # Without suggestions Escape empties the field, as browsers do.
    page.wait_for_selector(OPTION)
    page.keyboard.press("Escape")
    follow(page, "**/dataset/?q=*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, lambda here: here["href"].startswith("/dataset/dongguan"))
    follow(page, "**/dataset/dongguan*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, lambda here: "/download" in here["href"])
    with page.expect_download() as started:
        page.keyboard.press("Enter")

    assert started.value.path().stat().st_size > 0
    assert (visit.refused, visit.outside, visit.complaints) == ([], [], [])


def test_home_leads_to_a_file_without_scripts(open_browser: Callable[..., Any]) -> None:
    visit = open_browser(375, java_script_enabled=False)
    page = visit.page
    page.goto("/")

    page.fill("#front-search", "公交线路")
    page.click(".big-search button")
    page.click(".hit-title a >> nth=0")
    with page.expect_download() as started:
        page.click(".resource-item .btn-primary >> nth=0")

    assert started.value.path().stat().st_size > 0
    assert (visit.refused, visit.outside) == ([], [])


def test_datasets_are_compared_without_scripts(open_browser: Callable[..., Any]) -> None:
    visit = open_browser(375, java_script_enabled=False)
    page = visit.page
    page.goto("/dataset/")

    for number in range(3):
        page.check(f".compare-box input >> nth={number}")
    visit.turn_by("#compare-form button")

    assert page.locator(".comparison thead th").count() == 3
    visit.turn_by(".comparison .away >> nth=0")
    assert page.locator(".comparison thead th").count() == 2


def test_two_values_of_a_facet_find_more_than_one(open_browser: Callable[..., Any]) -> None:
    visit = open_browser(java_script_enabled=False)
    page = visit.page
    page.goto("/dataset/")
    facet = ".facet:has(h2:text-is('提供部门')) a"

    def total() -> int:
        return int("".join(c for c in page.inner_text(".result-count") if c.isdigit()))

    visit.turn_by(f"{facet} >> nth=0")
    one = total()
    visit.turn_by(f"{facet}:not(.is-on) >> nth=0")

    assert total() > one
    assert page.locator(".chip").count() == 2
    visit.turn_by(".chips li:last-child a")
    assert page.locator(".chip").count() == 0


def test_large_text_enlarges_and_leaves_nothing_out(open_browser: Callable[..., Any]) -> None:
    visit = open_browser()
    page = visit.page
    page.goto("/dataset/")
    visit.wait_until_alive()

    def measured() -> list[Any]:
        return page.evaluate(
            """() => [parseFloat(getComputedStyle(document.body).fontSize),
              document.querySelectorAll('a, button, input').length,
              document.documentElement.scrollWidth <= innerWidth]"""
        )

    normal = measured()

    page.click(".host-links [data-large-text]")

    assert measured() == [pytest.approx(normal[0] * 1.35), normal[1], True]
    page.goto("/about")
    assert measured()[0] == pytest.approx(normal[0] * 1.35)
    assert page.get_attribute(".host-links [data-large-text]", "aria-pressed") == "true"
    page.set_viewport_size({"width": 375, "height": 800})
    assert measured()[2]


@pytest.mark.parametrize("path", ["/en/", "/en/coverage", "/en/towns", "/completeness"])
def test_a_page_fits_every_width_in_normal_and_large_text(
    path: str, open_browser: Callable[..., Any]
) -> None:
    visit = open_browser()
    page = visit.page
    page.goto(path)
    visit.wait_until_alive()
    too_wide = []

    for _size in ("normal", "large"):
        for width in (375, 820, 1024):
            page.set_viewport_size({"width": width, "height": 800})
            too_wide += [width] if visit.overflow() > 0 else []
        page.set_viewport_size({"width": 1280, "height": 800})
        page.click(".host-links [data-large-text]")

    assert too_wide == []


def test_on_paper_results_take_the_whole_width(open_browser: Callable[..., Any]) -> None:
    page = open_browser(760).page
    page.goto("/dataset/")

    page.emulate_media(media="print")

    assert page.locator(".hits").bounding_box()["width"] > 600


def test_on_paper_a_page_keeps_its_content_and_address(
    open_browser: Callable[..., Any], places: dict[str, str]
) -> None:
    page = open_browser(760).page
    page.goto(f"/dataset/{places['owned']}")

    page.emulate_media(media="print")

    for gone in (".site-nav", ".host-links", ".needs-script"):
        assert not page.locator(gone).first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator(".ribbon").is_visible()
    assert page.locator(".print-only").is_visible()
    assert page.locator("th.wide").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
