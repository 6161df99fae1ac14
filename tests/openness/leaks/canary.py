"""Words that stand nowhere but in one planted dataset: found again, they tell where from.

A word says what it marks and which dataset it is of (`jsqcell07q`), in letters and digits
that every format keeps as they are. Ids count too: that one exists is a secret of its own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
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


_WORDS = re.compile(r"jsq([a-z]+)(\d\d)q|([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f-]{17})")


def word(mark: Mark, number: int) -> str:
    """Write the word of a mark."""
    return f"jsq{mark.value}{number:02d}q"


def found(text: str, ids: Mapping[str, Canary]) -> frozenset[Canary]:
    """List the words and the known ids that stand in a text."""
    return frozenset(_found(text.lower(), ids))


def _found(text: str, ids: Mapping[str, Canary]) -> Iterable[Canary]:
    for mark, number, reference in set(_WORDS.findall(text)):
        if reference in ids:
            yield ids[reference]
        elif mark in set(Mark):
            yield Canary(mark=Mark(mark), number=int(number))


def readable(body: bytes) -> str:
    """Read an answer as text; of a packed file (XLSX, ZIP) all that is inside."""
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(readable(packed.read(name)) for name in packed.namelist())
    return body.decode("utf-8", "replace")
