"""Cut a text into words of the dictionary and what lies between them, without CKAN.

Of all ways to cut, the one with the fewest and longest words wins: 职工资格 is 职工 and
资格, so that 工资 does not find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from .lexicon import Lexicon
from .spelling import HAN, is_han

_CHUNK = re.compile(r"[\w.°%]+")
_RUN = re.compile(rf"[{HAN}]|[a-z]+|[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_LETTERS_OR_DIGITS = re.compile(r"[a-z]{2}|[0-9]{2}")
_STRANGE = 1.3
_SINGLE = 0.25
# A word this long that crosses two others is meant all the same: 审批时限 in 行政审批时限.
_LONG = 4
# Longer words are better words, a little.
_PER_CHARACTER = 0.02


class Kind(StrEnum):
    """What a piece is: a known word, unknown Chinese, letters, a number, a sign."""

    WORD = "word"
    HAN = "han"
    LATIN = "latin"
    NUMBER = "number"
    SIGN = "sign"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a text and where it begins there."""

    text: str
    kind: Kind
    start: int

    @property
    def end(self) -> int:
        """Give the place behind it."""
        return self.start + len(self.text)


def pieces(text: str, lexicon: Lexicon) -> list[Piece]:
    """Cut a text in one spelling; blanks and punctuation are left out."""
    found: list[Piece] = []
    for chunk in _CHUNK.finditer(text):
        found += _joined(_cut(chunk.group(), lexicon), chunk.start())
    return [piece for piece in found if piece.kind is not Kind.SIGN]


@lru_cache(maxsize=16_384)
def words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """List the known words of a text, each with those that stand inside it.

    Names of items and departments come again and again: they are cut once.
    """
    return tuple(dict.fromkeys(_words(text, lexicon)))


def apart(text: str, lexicon: Lexicon) -> str | None:
    """Write the one long word that is asked for as the two it is made of.

    景区门票 is a word of its own; where no record has it, those of 景区 and 门票 answer.
    """
    asked = [one for one in pieces(text, lexicon) if lexicon.role(one.text) is None]
    place = _joint(asked[0].text, lexicon) if len(asked) == 1 else 0
    return f"{asked[0].text[:place]} {asked[0].text[place:]}" if place else None


def _joint(word: str, lexicon: Lexicon) -> int:
    inside = set(lexicon.inner(word))
    places = (i for i in range(2, len(word) - 1) if {word[:i], word[i:]} <= inside)
    return next(places, 0)


def _words(text: str, lexicon: Lexicon) -> Iterator[str]:
    for piece in pieces(text, lexicon):
        if piece.kind is Kind.WORD and (len(piece.text) > 1 or not is_han(piece.text)):
            yield piece.text
            yield from lexicon.inner(piece.text)
    yield from _crossing(text, lexicon)


def _crossing(text: str, lexicon: Lexicon) -> Iterator[str]:
    for start, first in enumerate(text):
        longest = min(lexicon.longest.get(first, 0), len(text) - start)
        for length in range(_LONG, longest + 1):
            word = text[start : start + length]
            if word in lexicon.words and is_han(word):
                yield word


@lru_cache(maxsize=4096)
def _cut(chunk: str, lexicon: Lexicon) -> tuple[tuple[str, Kind], ...]:
    """Find the cheapest cut, from the end to the beginning.

    A title is cut for its words, for its sounds and for its beginnings.
    """
    size = len(chunk)
    cost = [0.0] * (size + 1)
    step: list[tuple[int, Kind]] = [(0, Kind.SIGN)] * size
    for start in range(size - 1, -1, -1):
        run = _RUN.match(chunk, start)
        length = len(run.group()) if run else 1
        kind = _kind(chunk[start : start + length])
        best, step[start] = _STRANGE + cost[start + length], (length, kind)
        for length in range(1, min(lexicon.longest.get(chunk[start], 0), size - start) + 1):
            if chunk[start : start + length] in lexicon.words and not _splits(
                chunk, start, start + length
            ):
                price = _price(length) + cost[start + length]
                if price < best:
                    best, step[start] = price, (length, Kind.WORD)
        cost[start] = best
    return tuple(_walk(chunk, step))


def _price(length: int) -> float:
    return 1 - _PER_CHARACTER * length + (_SINGLE if length == 1 else 0)


def _walk(chunk: str, step: list[tuple[int, Kind]]) -> Iterator[tuple[str, Kind]]:
    place = 0
    while place < len(chunk):
        length, kind = step[place]
        yield chunk[place : place + length], kind
        place += length


def _splits(chunk: str, start: int, end: int) -> bool:
    """Tell whether a word would be torn out of a longer row of letters or digits."""
    edges = (chunk[max(start - 1, 0) : start + 1], chunk[end - 1 : end + 1])
    return any(_LETTERS_OR_DIGITS.fullmatch(edge) for edge in edges)


def _kind(text: str) -> Kind:
    if is_han(text):
        return Kind.HAN
    if text[0].isascii() and text[0].isalpha():
        return Kind.LATIN
    return Kind.NUMBER if text[0].isdigit() else Kind.SIGN


def _joined(cut: tuple[tuple[str, Kind], ...], start: int) -> Iterator[Piece]:
    """Join unknown characters that stand side by side."""
    text = ""
    for (part, kind), (_, following) in pairwise([*cut, ("", Kind.SIGN)]):
        text += part
        if kind is Kind.HAN and following is Kind.HAN:
            continue
        yield Piece(text=text, kind=kind, start=start)
        start += len(text)
        text = ""
