"""What makes two datasets belong together, without CKAN.

A reason is something that a reader sees in both: keywords, data items of the same name, or
the same provider's data on the same theme. Items that any table may have (a number, a name,
a date: `generic_items.txt`) say nothing, and one other alone may be chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

LEAST_ITEMS = 2
_SHOWN = 3
_ASKED = 40
_UNSAFE = str.maketrans({'"': " ", "\\": " "})


class Bond(StrEnum):
    """What two datasets have in common."""

    KEYWORDS = "keywords"
    ITEMS = "items"
    PROVIDER_AND_THEME = "provider_and_theme"


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Why a dataset is shown beside another; `words` are what both have, a few of them."""

    bond: Bond
    words: tuple[str, ...] = ()


def query(dataset: Mapping[str, Any]) -> str:
    """Write the question for candidates in the syntax of Lucene; empty where none is."""
    provider, theme = _provider(dataset), str(dataset.get("theme") or "")
    parts = [
        _any_of("tags", keywords(dataset), 3),
        _any_of("item_names", items(dataset), 1),
        f'(theme:"{_safe(theme)}" AND organization:"{provider}")^0.5'
        if theme and provider
        else "",
    ]
    return " OR ".join(part for part in parts if part)


def relation(dataset: Mapping[str, Any], other: Mapping[str, Any]) -> Relation | None:
    """Find the strongest reason; None where a reader would see none."""
    if words := _common(keywords(dataset), keywords(other)):
        return Relation(bond=Bond.KEYWORDS, words=words[:_SHOWN])
    if len(words := _common(items(dataset), items(other))) >= LEAST_ITEMS:
        return Relation(bond=Bond.ITEMS, words=words[:_SHOWN])
    same = [(_provider(one), one.get("theme")) for one in (dataset, other)]
    if same[0] == same[1] and all(same[0]):
        return Relation(bond=Bond.PROVIDER_AND_THEME)
    return None


def keywords(dataset: Mapping[str, Any]) -> list[str]:
    """List the keywords of a dataset."""
    return [str(one["name"]) for one in dataset.get("tags") or [] if one.get("name")]


def items(dataset: Mapping[str, Any]) -> list[str]:
    """List the names of a dataset's data items, without those that any table may have."""
    names = (str(one["name"]) for one in dataset.get("items") or [] if one.get("name"))
    return [name for name in names if name not in _generic()]


@cache
def _generic() -> frozenset[str]:
    text = files(__package__).joinpath("generic_items.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def _common(names: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(name for name in dict.fromkeys(names) if name in known)


def _provider(dataset: Mapping[str, Any]) -> str:
    return str((dataset.get("organization") or {}).get("name") or "")


def _any_of(field: str, values: Sequence[str], weight: int) -> str:
    quoted = " OR ".join(f'"{_safe(value)}"' for value in values[:_ASKED] if value.strip())
    return f"{field}:({quoted})^{weight}" if quoted else ""


def _safe(text: str) -> str:
    return text.translate(_UNSAFE)
