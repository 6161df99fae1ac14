"""Which SQL statements may change what a page shows, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Collection

_READS = re.compile(
    r"\s*(SELECT|SHOW|SET|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|EXPLAIN|LOCK)\b", re.I
)
_WITH = re.compile(r"\s*WITH\b", re.I)
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b", re.I)
_ONE_COLUMN = re.compile(r'\s*UPDATE\s+([\w."]+)\s+SET\s+(\w+)=\S+\s+WHERE\b', re.I)
_TARGET = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([\w."]+)', re.I)


def changes_pages(statement: str, quiet: Collection[str]) -> bool:
    """Tell whether a statement writes, other than into the tables that no page shows.

    What cannot be read (COPY, WITH … INSERT, changes of tables) counts as writing:
    a page too many is made anew rather than one too few. `quiet` names tables as
    `table` or `schema.table`, and single columns as `table:column`.
    """
    if _READS.match(statement) or (_WITH.match(statement) and not _WRITES.search(statement)):
        return False
    if (one := _ONE_COLUMN.match(statement)) and f"{_name(one[1])}:{one[2]}" in quiet:
        return False
    target = _TARGET.match(statement)
    return target is None or _name(target[1]) not in quiet


def _name(written: str) -> str:
    return written.replace('"', "")
