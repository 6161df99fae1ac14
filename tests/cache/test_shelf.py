"""The shelf holds what fits, for as long as it may."""

from __future__ import annotations

from ckanext.dongguan.cache.shelf import Page, Shelf

PAGE = Page(body=b"a" * 9000, headers=())


def test_a_page_is_found_under_its_tag() -> None:
    shelf = Shelf(size=1_000_000, seconds=60)

    shelf.put("a", PAGE)

    assert shelf.take("a") == PAGE
    assert shelf.take("b") is None


def test_the_least_used_page_makes_room() -> None:
    shelf = Shelf(size=100_000, seconds=60)

    for number in range(10):
        shelf.put(str(number), PAGE)
    shelf.take("0")
    shelf.put("one more", PAGE)

    assert shelf.take("0")
    assert shelf.take("1") is None


def test_a_page_is_forgotten_in_time() -> None:
    shelf = Shelf(size=1_000_000, seconds=-1)

    shelf.put("a", PAGE)

    assert shelf.take("a") is None


def test_a_page_that_would_empty_the_shelf_is_not_kept() -> None:
    shelf = Shelf(size=50_000, seconds=60)

    shelf.put("a", PAGE)

    assert shelf.take("a") is None
