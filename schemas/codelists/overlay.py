"""What a site adds to the lists or gives up of them, from a folder of its own, without CKAN.

A file `themes.csv` in that folder holds only the rows that differ. Its header names the
columns it speaks of, `code` among them; a row of a known code changes the cells that are
filled in (`-` empties one), a row of a new code is added at the end. So `code,valid_to`
and one line are enough to retire a code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from types import MappingProxyType
from typing import Any

from .code import COLUMNS, Code, CodeList
from .fault import CodelistFaultError, Fault, Kind, faults, repeated

EMPTIED = "-"
# Where csv puts cells that stand behind the last column.
_REST = "\0rest"


@dataclass(frozen=True, kw_only=True)
class _Row:
    number: int
    cells: Mapping[str, Any]

    @property
    def code(self) -> str:
        return str(self.cells["code"]).strip()


def overlaid(codes: CodeList, text: str) -> CodeList:
    """Return the list with the rows of a file (CSV with a header) laid over it.

    :raises CodelistFaultError: with every fault of the file
    """
    rows = _rows(codes, text)
    merged = {code.code: code for code in codes}
    for row in rows:
        merged[row.code] = _merged(merged.get(row.code) or _blank(codes), row)
    result = CodeList(codes.name, tuple(merged.values()))
    numbers = {row.code: row.number for row in rows}
    _refuse(faults(result, lambda code: numbers.get(code, 0)))
    return result


def _rows(codes: CodeList, text: str) -> list[_Row]:
    reader = csv.DictReader(StringIO(text, newline=""), restkey=_REST, restval="")
    _refuse(_of_header(codes, reader.fieldnames or ()))
    rows = [_Row(number=reader.line_num, cells=cells) for cells in reader]
    _refuse(_of_rows(codes, rows))
    return rows


def _of_header(codes: CodeList, header: Sequence[str]) -> Iterator[Fault]:
    if "code" not in header:
        yield _fault(codes, Kind.NO_CODE_COLUMN, 1, value=", ".join(header))
    known = {*COLUMNS, *_blank(codes).more}
    for name in header:
        if name not in known:
            yield _fault(codes, Kind.UNKNOWN_COLUMN, 1, name)


def _of_rows(codes: CodeList, rows: Sequence[_Row]) -> Iterator[Fault]:
    twice = repeated(tuple(row.code for row in rows))
    for row in rows:
        if _REST in row.cells:
            yield _fault(codes, Kind.TOO_MANY_CELLS, row.number, value=row.cells[_REST][0])
        if row.code in twice:
            yield _fault(codes, Kind.TWICE, row.number, "code", row.code)


def _merged(old: Code, row: _Row) -> Code:
    cells = {name: str(text).strip() for name, text in row.cells.items()}
    changes = {k: "" if v == EMPTIED else v for k, v in cells.items() if v}
    common = {k: v for k, v in changes.items() if k in COLUMNS}
    own = {k: v for k, v in changes.items() if k not in COLUMNS}
    return replace(old, **common, more=MappingProxyType({**old.more, **own}))


def _blank(codes: CodeList) -> Code:
    columns = dict.fromkeys(codes.codes[0].more if codes.codes else (), "")
    return Code(**dict.fromkeys(COLUMNS, ""), more=columns)


def _fault(codes: CodeList, kind: Kind, row: int, column: str = "", value: str = "") -> Fault:
    return Fault(kind=kind, file=f"{codes.name}.csv", row=row, column=column, value=value)


def _refuse(found: Iterator[Fault]) -> None:
    if every := tuple(found):
        raise CodelistFaultError(every)
