"""Why a dataset answers a question: where which word stands, without CKAN.

For each unit of the question the best place is named: the word itself before what it is
also called, the title before items, keywords, names and prose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .spelling import aligned
from .unit import Need, Question, Unit

Span = tuple[int, int]
# Characters shown on each side of a word in prose.
_AROUND = 14
_MOST = 3


class Place(StrEnum):
    """Where a word stands, the most telling place first."""

    TITLE = "title"
    ITEM = "item"
    KEYWORD = "keyword"
    DEPARTMENT = "department"
    FORMER_NAME = "former_name"
    THEME = "theme"
    TOWN = "town"
    FILE = "file"
    SUMMARY = "summary"


class Link(StrEnum):
    """What the word has to do with the one asked for, the closest first."""

    SAME = "same"
    CALLED = "called"
    MEANT = "meant"
    RELATED = "related"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A word found: its place, the text there, the span of the word in it, what was asked."""

    place: Place
    text: str
    span: Span
    asked: str
    link: Link

    @property
    def word(self) -> str:
        """Give the word as it is written there."""
        return self.text[slice(*self.span)]


def reasons(question: Question, texts: Mapping[Place, Sequence[str]]) -> tuple[Reason, ...]:
    """Name at most three reasons, one for each unit, in the order of the question."""
    whole = _of_unit(Unit(text=question.phrase), texts) if question.phrase else None
    wanted = [unit for unit in question.units if unit.need in (Need.CONTENT, Need.MUST)]
    found = [whole] if whole else [_of_unit(unit, texts) for unit in wanted]
    unique = {(reason.place, reason.text, reason.span): reason for reason in found if reason}
    return tuple(unique.values())[:_MOST]


def marks(question: Question, text: str) -> tuple[Span, ...]:
    """List the spans of a text that answer a question, apart and in order."""
    wanted = [unit for unit in question.units if unit.need is not Need.MUST_NOT]
    units = [Unit(text=question.phrase), *wanted]
    found = (_of_unit(unit, {Place.TITLE: [text]}) for unit in units)
    spans = sorted(reason.span for reason in found if reason is not None)
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def excerpt(reason: Reason) -> tuple[str, Span]:
    """Cut a long text around its word; the cut is marked by an ellipsis."""
    start, end = reason.span
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(reason.text))
    before = "…" if first else ""
    after = "…" if last < len(reason.text) else ""
    shift = len(before) - first
    return before + reason.text[first:last] + after, (start + shift, end + shift)


def _of_unit(unit: Unit, texts: Mapping[Place, Sequence[str]]) -> Reason | None:
    for link, words in _words(unit):
        for place in Place:
            for text in texts.get(place, ()):
                if span := _span(text, words):
                    return Reason(place=place, text=text, span=span, asked=unit.text, link=link)
    return None


def _words(unit: Unit) -> Iterator[tuple[Link, Iterable[str]]]:
    yield Link.SAME, (unit.text,)
    yield Link.MEANT, unit.guesses
    yield Link.CALLED, unit.equals
    yield Link.RELATED, (*unit.found, *unit.vague)


def _span(text: str, words: Iterable[str]) -> Span | None:
    spelt, places = aligned(text)
    for word in sorted(words, key=len, reverse=True):
        start = spelt.find(word) if word else -1
        if start >= 0:
            return places[start], places[start + len(word) - 1] + 1
    return None
