"""The address of the same list with one filter more, one less, or another order, without CKAN.

An address is written as `?…` so that it serves every page that shows a list. Each
change leads back to the first page of the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

Pairs = list[tuple[str, str]]
KEPT_WHEN_CLEARED = ("q", "sort")


def toggled(pairs: Iterable[tuple[str, str]], name: str, value: str) -> str:
    """Add a filter that is missing, remove one that is there."""
    kept = _first_page(pairs)
    wanted = (name, value)
    return _address([p for p in kept if p != wanted] if wanted in kept else [*kept, wanted])


def replaced(pairs: Iterable[tuple[str, str]], name: str, value: str) -> str:
    """Give a parameter one value; an empty value removes it."""
    kept = [pair for pair in _first_page(pairs) if pair[0] != name]
    return _address([*kept, (name, value)] if value else kept)


def cleared(pairs: Iterable[tuple[str, str]]) -> str:
    """Remove every filter; words and order stay."""
    return _address([pair for pair in _first_page(pairs) if pair[0] in KEPT_WHEN_CLEARED])


def _first_page(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return [pair for pair in pairs if pair[0] != "page" and pair[1]]


def _address(pairs: Pairs) -> str:
    # Lone surrogates come in by broken addresses and must not break the page.
    return "?" + urlencode(pairs, errors="replace")
