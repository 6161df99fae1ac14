"""Words that stand nowhere but in one planted dataset: found again, they tell where from.

A word is made of letters that every format keeps as they are, and of such as no other word
has: a search that forgives mistakes must not take one for another. Ids count too: that one
exists is a secret of its own.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a word marks."""

    TITLE = "title"
    NOTE = "note"
    KEYWORD = "keyword"
    NAME = "name"
    # Names of data items, in the dictionary and in the table.
    COLUMN = "column"
    CELL = "cell"
    FILE = "file"
    LINK = "link"
    FORMAT = "format"
    ALIAS = "alias"
    # Who decided and reviewed, and other fields that stay inside.
    INNER = "inner"
    # The title that it had before.
    FORMER = "former"
    # Ids, by what they are of.
    DATASET = "dataset"
    RESOURCE = "resource"
    VIEW = "view"
    ACTIVITY = "activity"


@dataclass(frozen=True, kw_only=True, order=True)
class Canary:
    """A word of one planted dataset (its number)."""

    mark: Mark
    number: int


_SHAPES = re.compile(r"jsq[a-z]{9}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f-]{17}")
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghkmnprtvwxz")


def word(mark: Mark, number: int) -> str:
    """Write the word of a mark."""
    digest = hashlib.sha256(f"{mark.value} {number}".encode()).hexdigest()
    return f"jsq{digest[:9].translate(_LETTERS)}"


_WORDS = {word(m, n): Canary(mark=m, number=n) for m in Mark for n in range(11, 99)}


def found(text: str, ids: Mapping[str, Canary]) -> frozenset[Canary]:
    """List the words and the known ids that stand in a text."""
    known = {**_WORDS, **ids}
    return frozenset(known[w] for w in set(_SHAPES.findall(text.lower())) if w in known)


def readable(body: bytes) -> str:
    """Read an answer as text; of a packed file (XLSX, ZIP) all that is inside."""
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(readable(packed.read(name)) for name in packed.namelist())
    return body.decode("utf-8", "replace")
