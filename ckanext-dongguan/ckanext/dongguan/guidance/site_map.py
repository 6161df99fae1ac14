"""The site map for search engines (sitemaps.org, 0.9), without CKAN.

One part holds the pages, departments and themes, the others the datasets, so many in each
that one question to the index fills it. Each address stands with its counterparts in the
other languages (hreflang), as search engines ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

PART = 1000
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A page: its address, its day of change (`YYYY-MM-DD` or empty), and it by language."""

    url: str
    changed: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)


def parts(datasets: int) -> int:
    """Count the parts of datasets, of which there is one even for none."""
    return max(1, -(-datasets // PART))


def index(addresses: Iterable[str]) -> bytes:
    """Write the list of parts."""
    root = etree.Element(f"{{{_SITEMAP}}}sitemapindex", nsmap={None: _SITEMAP})
    for address in addresses:
        entry = etree.SubElement(root, f"{{{_SITEMAP}}}sitemap")
        etree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = address
    return _written(root)


def part(addresses: Iterable[Address]) -> bytes:
    """Write a part."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP, "xhtml": _XHTML})
    for address in addresses:
        _enter(root, address)
    return _written(root)


def _enter(root: etree._Element, address: Address) -> None:
    entry = etree.SubElement(root, f"{{{_SITEMAP}}}url")
    etree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = address.url
    if address.changed:
        etree.SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = address.changed
    for tag, url in address.languages.items():
        etree.SubElement(entry, f"{{{_XHTML}}}link", rel="alternate", hreflang=tag, href=url)


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
