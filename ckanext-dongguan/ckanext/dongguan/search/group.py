"""A line of the dictionary, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .spelling import normal


@dataclass(frozen=True, kw_only=True)
class Group:
    """A line of the dictionary; `kind` and `source` say where its words come from."""

    words: tuple[str, ...]
    found: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    kind: str = ""
    source: str = ""


def in_one_spelling(group: Group) -> Group:
    """Write a line as the search compares words."""
    words, found, english = map(each, (group.words, group.found, group.english))
    return replace(group, words=words, found=found, english=english)


def each(words: Iterable[str]) -> tuple[str, ...]:
    """List words once each, in one spelling, without empty ones."""
    return tuple(dict.fromkeys(w for w in (normal(word).strip() for word in words) if w))
