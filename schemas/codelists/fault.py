"""What can be wrong in a code list, and where, without CKAN.

The lists of the project are checked by its tests, those of a site when they are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .code import Code, CodeList
from .hierarchy import ancestors, current

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,99}")


class Kind(StrEnum):
    """Why a row cannot be taken."""

    NO_FOLDER = "no_folder"
    NO_LIST = "no_list"
    NOT_TEXT = "not_text"
    NO_CODE_COLUMN = "no_code_column"
    UNKNOWN_COLUMN = "unknown_column"
    TOO_MANY_CELLS = "too_many_cells"
    TWICE = "twice"
    BAD_CODE = "bad_code"
    NO_LABEL = "no_label"
    NO_SOURCE = "no_source"
    NO_DAY = "no_day"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    NO_SUCH_CODE = "no_such_code"
    CIRCLE = "circle"
    SAME_NAME = "same_name"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: its place (`themes.csv`, row from 1, column by name) and the value there."""

    kind: Kind
    file: str
    row: int = 0
    column: str = ""
    value: str = ""


class CodelistFaultError(ValueError):
    """Lists that cannot be used; `faults` holds everything that is wrong in them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{f.file}:{f.row}: {f.kind}" for f in faults))
        self.faults = faults


Found = tuple[Kind, str, str]


def faults(codes: CodeList, row_of: Callable[[str], int]) -> Iterator[Fault]:
    """Find what is wrong in a whole list; `row_of` tells in which row a code stands."""
    for code in codes:
        for kind, column, value in _of_code(codes, code):
            yield Fault(
                kind=kind, file=f"{codes.name}.csv", row=row_of(code.code),
                column=column, value=value,
            )  # fmt: skip


def _of_code(codes: CodeList, code: Code) -> Iterator[Found]:
    if not _CODE.fullmatch(code.code):
        yield Kind.BAD_CODE, "code", code.code
    for column in ("label_zh", "label_en"):
        if not getattr(code, column):
            yield Kind.NO_LABEL, column, ""
    if not code.source:
        yield Kind.NO_SOURCE, "source", ""
    yield from _days(code)
    yield from _links(codes, code)
    yield from _names(codes, code)


def _days(code: Code) -> Iterator[Found]:
    given = {"valid_from": code.valid_from, "valid_to": code.valid_to}
    bad = {column: day for column, day in given.items() if day and not _is_day(day)}
    yield from ((Kind.NO_DAY, column, day) for column, day in bad.items())
    if not bad and code.valid_to and code.valid_to < code.valid_from:
        yield Kind.ENDS_BEFORE_IT_BEGINS, "valid_to", code.valid_to


def _links(codes: CodeList, code: Code) -> Iterator[Found]:
    for column, target in (("parent", code.parent), ("successor", code.successor)):
        if target and target not in codes:
            yield Kind.NO_SUCH_CODE, column, target
    if code.code == code.parent or code in ancestors(codes, code.code):
        yield Kind.CIRCLE, "parent", code.parent
    last = current(codes, code.code)
    if last is not None and last.successor in codes:
        yield Kind.CIRCLE, "successor", code.successor


def _names(codes: CodeList, code: Code) -> Iterator[Found]:
    if code.valid_to:
        # What a retired code was called may be the name of another one today.
        return
    # A division may be called like the section above it; the upper one is found.
    own = {code.code, *(above.code for above in ancestors(codes, code.code))}
    for name in code.names:
        other = codes.find(name)
        if other is not None and other.code not in own and not other.valid_to:
            yield Kind.SAME_NAME, "synonyms", f"{name} = {other.code}"


def repeated(codes: tuple[str, ...]) -> frozenset[str]:
    """Name the codes that stand in a file more than once."""
    return frozenset(code for code, times in Counter(codes).items() if times > 1)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
