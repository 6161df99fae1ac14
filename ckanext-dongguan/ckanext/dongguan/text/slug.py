"""Readable, stable, unique addresses from titles, without CKAN.

A slug is made once, when a record is created, and never rewritten: links outlive
titles. This module only makes one; it does not look up what exists.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Container, Iterator
from itertools import count

from .pinyin import words
from .traditional import simplify

MAX_LENGTH = 100
MIN_LENGTH = 2
# CKAN's own pages below /dataset, /organization and /group.
RESERVED = frozenset({"new", "edit", "search"})
# For titles in which nothing can be spelled (punctuation, emoji).
NAMELESS = "item"

_HASH_LENGTH = 8
_TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff]+")
Taken = Container[str] | Callable[[str], bool]


def slug(title: str, taken: Taken = (), max_length: int = MAX_LENGTH, *, salt: str = "") -> str:
    """Make the slug of a title, unlike every one that is taken.

    A slug that had to be cut, that is too short, reserved or taken ends in eight
    letters of the title's hash: the same title always gives the same candidates. A
    thousand records of one title find theirs at once where each has a `salt` of its own.
    """
    whole = "-".join(_tokens(title))
    short = _cut(whole, max_length)
    is_free = _predicate(taken)
    if short == whole and len(short) >= MIN_LENGTH and short not in RESERVED and is_free(short):
        return short
    stem = _cut(whole, max_length - _HASH_LENGTH - 1) or NAMELESS
    candidates = (f"{stem}-{_hash(title + salt if n else title, n)}" for n in count())
    return next(candidate for candidate in candidates if is_free(candidate))


def _predicate(taken: Taken) -> Callable[[str], bool]:
    if callable(taken):
        return lambda name: not taken(name)
    return lambda name: name not in taken


def _tokens(title: str) -> Iterator[str]:
    for token in _TOKEN.findall(_plain(title)):
        if token.isascii():
            yield token
        else:
            yield from words(token)


def _plain(title: str) -> str:
    """Bring full width to half width, é to e, traditional to simplified, to lower case."""
    decomposed = unicodedata.normalize("NFKD", title)
    bare = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return simplify(unicodedata.normalize("NFC", bare)).lower()


def _cut(text: str, max_length: int) -> str:
    """Keep whole syllables and words, as many as fit."""
    if len(text) <= max_length:
        return text
    head, dash, _ = text[: max_length + 1].rpartition("-")
    return head if dash else text[:max_length]


def _hash(title: str, attempt: int) -> str:
    text = unicodedata.normalize("NFC", title) + "\n" * attempt
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
