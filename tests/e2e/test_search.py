"""The list of datasets is the same with scripts, after a reload, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

FACET = ".facet:first-of-type a >> nth=0"
SHOWN = """list => list.join() ===
  [...document.querySelectorAll('.hit-title a')].map(a => a.pathname).join()"""


def hits(page: Any) -> list[str]:
    return list(page.locator(".hit-title a").evaluate_all("all => all.map(a => a.pathname)"))


def test_a_filter_gives_the_same_list_with_scripts_and_without(
    open_browser: Callable[..., Any],
) -> None:
    lively, plain = open_browser(), open_browser(java_script_enabled=False)
    for visit in (lively, plain):
        visit.page.goto("/dataset/")
    lively.wait_until_alive()

    plain.turn_by(FACET)
    shown = hits(plain.page)
    lively.page.click(FACET)
    lively.page.wait_for_url(plain.page.url)
    lively.page.wait_for_selector(".facet .is-on")
    lively.page.wait_for_function(SHOWN, arg=shown)

    assert "open_class=" in lively.page.url
    assert shown != []
    assert plain.page.locator(".facet .is-on").count() == 1
    lively.page.reload()
    assert hits(lively.page) == shown
    assert lively.complaints == []


def test_going_back_shows_the_list_as_it_was(open_browser: Callable[..., Any]) -> None:
    visit = open_browser()
    visit.page.goto("/dataset/")
    before = hits(visit.page)
    with visit.page.expect_response("**open_class=*"):
        visit.page.click(FACET)
    visit.page.wait_for_selector(".chip")

    visit.page.go_back()
    visit.page.wait_for_selector(".chip", state="detached")
    # A list of before may come as a whole page, piece by piece.
    visit.page.wait_for_function(SHOWN, arg=before)

    assert visit.page.locator(".site-head").count() == 1


def test_keys_go_on_where_a_choice_was_made(open_browser: Callable[..., Any]) -> None:
    visit = open_browser()
    visit.page.goto("/dataset/")
    visit.wait_until_alive()

    visit.page.focus(FACET)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".chip")
    visit.page.wait_for_function("document.activeElement.matches('.facet a.is-on')")
    visit.page.focus(".chip")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".chip", state="detached")

    visit.page.wait_for_function("document.activeElement.matches('.result-count')")
    assert visit.complaints == []


# Where a visit begins, and parts of the addresses that are followed one after the other.
PATHS = {
    "two values of a facet": ("/dataset/", ("open_class=un", "open_class=cond")),
    "two facets": ("/dataset/", ("open_class=un", "res_format=CSV")),
    "page 2": ("/dataset/", ("page=2",)),
    "page 2 of a sorted part": ("/dataset/", ("open_class=un", "sort=title", "page=2")),
    "sorting": ("/dataset/", ("sort=title",)),
    "a relaxed query": (
        "/dataset/?q=学校 企业 医院 处罚 囍囍",
        ("sort=title", "open_class=un"),
    ),
    "a corrected query": ("/dataset/?q=统记", ("open_class=", "sort=title")),
}


def results(page: Any) -> str:
    """Read how many datasets a list has found; its first page may hold the same ones."""
    return str(page.locator(".result-count").first.inner_text())


def follow(page: Any, part: str) -> None:
    """Follow the first link of the list that leads to an address with this part."""
    link = page.locator(f"main a[href*='{part}']").first
    target = str(link.evaluate("link => link.href"))
    link.click()
    page.wait_for_url(target)


@pytest.mark.parametrize("name", PATHS)
def test_every_way_to_a_list_shows_the_same(
    name: str, open_browser: Callable[..., Any]
) -> None:
    start, parts = PATHS[name]
    lively, plain = open_browser(), open_browser(java_script_enabled=False)
    for visit in (lively, plain):
        visit.page.goto(start)
    lively.wait_until_alive()
    lively.page.evaluate("window.wasNeverLeft = true")
    lists, found = [hits(plain.page)], [results(plain.page)]

    for part in parts:
        follow(plain.page, part)
        lists.append(hits(plain.page))
        found.append(results(plain.page))
        follow(lively.page, part)
        lively.page.wait_for_function(SHOWN, arg=lists[-1])
    says_what_it_answers = plain.page.locator(".nearest").count() == 1
    was_never_left = lively.page.evaluate("window.wasNeverLeft")
    for visit in (lively, plain):
        visit.page.reload()
    after_reload = [hits(visit.page) for visit in (lively, plain)]

    assert was_never_left is True
    assert says_what_it_answers is ("query" in name)
    assert [] not in lists
    # A step that changes nothing would be passed by a list that stands still.
    steps = zip(lists, found, strict=True)
    assert all(before != after for before, after in pairwise(steps))
    assert lively.page.url == plain.page.url
    assert after_reload == [lists[-1], lists[-1]]
    for visit in (lively, plain):
        for before in reversed(lists[:-1]):
            visit.page.go_back()
            visit.page.wait_for_function(SHOWN, arg=before)
    assert lively.complaints == []


def test_words_and_filters_are_kept_together(open_browser: Callable[..., Any]) -> None:
    visit = open_browser()
    visit.page.goto("/dataset/")
    with visit.page.expect_response("**open_class=*"):
        visit.page.click(FACET)
    visit.page.wait_for_selector(".chip")

    visit.page.fill("#field-giant-search", "东莞")
    visit.page.press("#field-giant-search", "Enter")
    visit.page.wait_for_url("**q=*")

    assert "open_class=" in visit.page.url
    assert visit.page.locator(".chip").count() == 1


def test_the_filters_open_on_a_phone_without_scripts(open_browser: Callable[..., Any]) -> None:
    visit = open_browser(375, java_script_enabled=False)
    visit.page.goto("/dataset/")
    assert not visit.page.locator("#search-facets").is_visible()

    visit.page.click("label[for=facet-switch]")

    assert visit.page.locator("#search-facets").is_visible()


def test_the_menu_opens_on_a_phone_without_scripts(open_browser: Callable[..., Any]) -> None:
    visit = open_browser(375, java_script_enabled=False)
    visit.page.goto("/")

    visit.page.click(".site-menu summary")

    assert visit.page.locator(".site-menu a").first.is_visible()


def test_a_file_is_two_clicks_away_without_scripts(
    open_browser: Callable[..., Any], paths: dict[str, str]
) -> None:
    visit = open_browser(java_script_enabled=False)
    visit.page.goto(paths["dataset"])

    with visit.page.expect_download() as started:
        visit.page.click(".resource-item .btn-primary >> nth=0")

    assert started.value.suggested_filename
    assert visit.refused == []
