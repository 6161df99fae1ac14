"""The site map in the form that search engines read."""

from __future__ import annotations

import pytest
from lxml import etree

from ckanext.dongguan.guidance import site_map
from ckanext.dongguan.guidance.site_map import Address

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.mark.parametrize(("datasets", "parts"), [(0, 1), (1000, 1), (1001, 2), (100_000, 100)])
def test_datasets_are_cut_into_parts(datasets: int, parts: int) -> None:
    assert site_map.parts(datasets) == parts


def test_an_address_stands_with_its_day_and_its_other_languages() -> None:
    address = Address(
        url="https://a/d/x?a=1&b=2", changed="2026-11-01", languages={"en": "https://a/en/d/x"}
    )

    root = etree.fromstring(site_map.part([address]))

    def text(path: str) -> str:
        return str(root.xpath(f"string({path})", namespaces=NAMES))

    assert text("s:url/s:loc") == "https://a/d/x?a=1&b=2"
    assert text("s:url/s:lastmod") == "2026-11-01"
    assert text("s:url/x:link[@hreflang='en'][@rel='alternate']/@href") == "https://a/en/d/x"


def test_the_list_names_each_part() -> None:
    root = etree.fromstring(site_map.index(["https://a/1", "https://a/2"]))

    assert root.xpath("s:sitemap/s:loc/text()", namespaces=NAMES) == [
        "https://a/1",
        "https://a/2",
    ]
