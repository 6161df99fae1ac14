"""Chinese words as pinyin without tones and without CKAN.

pypinyin knows most polyphones from the words they stand in. `phrases.csv` adds
what it does not know (麻涌, 塘厦, 支行) and joins the syllables of frequent words,
which keeps slugs readable.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from .readings import Style, lazy_pinyin, pinyin


@cache
def _phrases() -> dict[str, str]:
    text = files(__package__).joinpath("phrases.csv").read_text(encoding="utf-8")
    return {row["phrase"]: row["pinyin"] for row in csv.DictReader(text.splitlines())}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=len, reverse=True)
    return re.compile(f"({'|'.join(re.escape(phrase[::-1]) for phrase in longest_first)})")


def _pieces(text: str) -> Iterator[str]:
    """Cut out phrases from the end: 初中学校 is 初中 and 学校, not 初, 中学 and 校."""
    return (piece[::-1] for piece in reversed(_pattern().split(text[::-1])))


def words(text: str) -> Iterator[str]:
    """Spell simplified Chinese: one string per known word, else one per syllable.

    Characters that pypinyin cannot read are left out.
    """
    for piece in _pieces(text):
        if piece in _phrases():
            yield _phrases()[piece]
        elif piece:
            yield from (s for s in lazy_pinyin(piece, errors="ignore") if s.isascii())


def syllables(text: str) -> Iterator[str]:
    """Spell simplified Chinese syllable by syllable; known words keep their reading."""
    for piece in _pieces(text):
        known = _apart(piece) if piece in _phrases() else None
        yield from known or (s for s in lazy_pinyin(piece, errors="ignore") if s.isascii())


@cache
def _apart(phrase: str) -> tuple[str, ...] | None:
    """Part the joined reading of a phrase where its characters' readings allow it."""
    return _parted(pinyin(phrase, style=Style.NORMAL, heteronym=True), _phrases()[phrase])


def _parted(readings: list[list[str]], joined: str) -> tuple[str, ...] | None:
    if not readings:
        return None if joined else ()
    for reading in readings[0]:
        if joined.startswith(reading):
            rest = _parted(readings[1:], joined.removeprefix(reading))
            if rest is not None:
                return (reading, *rest)
    return None
