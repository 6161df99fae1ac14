"""Read files of the dictionary and name every fault in them, without CKAN.

A file of groups has the columns `words,found,english,kind,source` (`words` is needed, what
stands in a cell is split by `|`); one of small words `word,role`; one of subjects `word`; one
of characters that look alike `characters`; one of what titles of figures end with `ending`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from io import StringIO

from ..group import Group
from ..lexicon import Role

SIGN = "|"
LISTS = ("words", "found", "english")
# What may stand beside the column that says what kind of file it is.
COLUMNS = {
    "words": frozenset({*LISTS, "kind", "source", "note"}),
    "word": frozenset({"word", "role", "note"}),
    "characters": frozenset({"characters", "note"}),
    "ending": frozenset({"ending", "note"}),
}
LONGEST = 20
MOST_WORDS = 200
# What separates words for the index, and what its language would read as its own.
_FORBIDDEN = frozenset('"\\,;；，、')


class Flaw(StrEnum):
    """Why a line, a file or a folder cannot be taken."""

    NO_FOLDER = "no_folder"
    UNREADABLE = "unreadable"
    NO_COLUMN = "no_column"
    UNKNOWN_COLUMN = "unknown_column"
    TOO_MANY_CELLS = "too_many_cells"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_WORDS = "too_many_words"
    SIGN = "sign"
    ROLE = "role"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: its file, the line from 1, what is wrong and what stands there."""

    file: str
    line: int
    flaw: Flaw
    value: str = ""


@dataclass(kw_only=True)
class Content:
    """What files of the dictionary say, and what is wrong with them."""

    groups: list[Group] = field(default_factory=list)
    roles: dict[str, Role] = field(default_factory=dict)
    common: list[str] = field(default_factory=list)
    similar: list[str] = field(default_factory=list)
    endings: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(name: str, text: str, content: Content) -> None:
    """Add what a file says (its name, its text) to the content."""
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), restval="")
    header = tuple(reader.fieldnames or ())
    flawed = [Fault(file=name, line=1, flaw=f, value=v) for f, v in _of_header(header)]
    content.faults += flawed
    if flawed:
        return
    for row in reader:
        rest = row.pop(None, None)
        cells = {key: str(value or "").strip() for key, value in row.items()}
        flaws = [(Flaw.TOO_MANY_CELLS, str(rest[0]))] if rest else list(_of_cells(cells))
        content.faults += [
            Fault(file=name, line=reader.line_num, flaw=flaw, value=value)
            for flaw, value in flaws
        ]
        if not flaws:
            _take(cells, content)


def _take(cells: dict[str, str], content: Content) -> None:
    if "words" in cells:
        lists = {name: tuple(_split(cells.get(name, ""))) for name in LISTS}
        kind, source = cells.get("kind", ""), cells.get("source", "")
        content.groups.append(Group(**lists, kind=kind, source=source))
    elif "role" in cells:
        content.roles[cells["word"]] = Role(cells["role"])
    elif "characters" in cells:
        content.similar.append(cells["characters"])
    elif "ending" in cells:
        content.endings.append(cells["ending"])
    else:
        content.common.append(cells["word"])


def _of_header(header: tuple[str, ...]) -> Iterator[tuple[Flaw, str]]:
    kind = next((name for name in COLUMNS if name in header), None)
    if kind is None:
        yield Flaw.NO_COLUMN, "words"
    else:
        yield from ((Flaw.UNKNOWN_COLUMN, n) for n in header if n not in COLUMNS[kind])


def _of_cells(cells: dict[str, str]) -> Iterator[tuple[Flaw, str]]:
    if not any(cells.get(name) for name in COLUMNS):
        yield Flaw.EMPTY, ""
    if "role" in cells and cells["role"] not in set(Role):
        yield Flaw.ROLE, cells["role"]
    for name in (*LISTS, "word"):
        words = _split(cells.get(name, ""))
        if len(words) > MOST_WORDS:
            yield Flaw.TOO_MANY_WORDS, str(len(words))
        for word in words:
            if name != "english" and len(word) > LONGEST:
                yield Flaw.TOO_LONG, word
            if _FORBIDDEN & set(word):
                yield Flaw.SIGN, word


def _split(cell: str) -> list[str]:
    return [word for word in (part.strip() for part in cell.split(SIGN)) if word]
