"""The rows of further sheets, kept on disk until their record comes, without CKAN.

Twenty thousand records may have ten rows each; they need not stand in the order of the
main sheet, and memory stays flat.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from .book import Line
from .column import NUMBER
from .fault import Fault

_TAKE = "SELECT body FROM line WHERE field = ? AND number = ? ORDER BY rowid"
_USE = "UPDATE line SET is_used = 1 WHERE field = ? AND number = ?"


class Pile:
    """Rows by the field and the number of the record they belong to."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection
        self._rows.execute(
            "CREATE TABLE line (field TEXT, number TEXT, body BLOB, is_used INTEGER)"
        )

    def add(self, field: str, lines: Iterable[Line]) -> None:
        """Take in the rows of a sheet, blank ones left out."""
        rows = ((field, one.texts.get(NUMBER, ""), one) for one in lines if not one.is_blank)
        self._rows.executemany(
            "INSERT INTO line VALUES (?, ?, ?, 0)",
            ((name, number, pickle.dumps(one)) for name, number, one in rows),
        )
        self._rows.execute("CREATE INDEX IF NOT EXISTS owner ON line (field, number)")

    def take(self, field: str, number: str) -> list[Line]:
        """Give the rows of a record, in the order of their sheet."""
        owner = (field, number)
        found = self._rows.execute(_TAKE, owner).fetchall()
        self._rows.execute(_USE, owner)
        # Our own bytes of a moment ago, in a folder that only this process can enter.
        return [pickle.loads(body) for (body,) in found]  # noqa: S301

    def orphans(self) -> Iterator[Fault]:
        """Name the rows whose number no record has."""
        query = "SELECT number, body FROM line WHERE is_used = 0 ORDER BY rowid"
        for number, body in self._rows.execute(query):
            line: Line = pickle.loads(body)  # noqa: S301
            spot = line.spots[NUMBER]
            yield Fault(spot=spot, header="序号", key="orphan", value=number)


@contextmanager
def pile() -> Iterator[Pile]:
    """Open an empty pile in a temporary folder that goes with it."""
    with TemporaryDirectory() as folder:
        connection = sqlite3.connect(f"{folder}/lines.sqlite", isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            yield Pile(connection)
        finally:
            connection.close()
