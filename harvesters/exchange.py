"""The tables of a front-end exchange: batches, their rows, receipts, without CKAN.

The catalogue table holds the state of now, one row for each item. A row of the control
table announces a batch: the rows that carry its number, or those between the mark of the
batch before and its own (a growing number or a time). What the tables and columns are
called and what the codes of states mean stands in the code map under `exchange`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from .announced import Announced, State, reasons
from .database import Database
from .ledger import Receipt
from .problem import SourceError
from .window import SHANGHAI

Condition = sa.ColumnElement[bool]
MARKS = ("state", "at", "error")


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """The tables, checked; `increment` is `batch`, `sequence` or `timestamp`."""

    database: Database
    layout: Mapping[str, Any]
    increment: str
    control: sa.TableClause
    catalog: sa.TableClause
    receipts: sa.TableClause

    def _of_control(self, name: str) -> sa.ColumnClause[Any]:
        found: sa.ColumnClause[Any] = self.control.c[self.layout["control"][name]]
        return found

    def _of_catalog(self, name: str) -> sa.ColumnClause[Any] | None:
        return self.catalog.c.get(self.layout["catalog"][name])

    @property
    def key(self) -> sa.ColumnClause[Any]:
        """Name the column with the items' ids."""
        found: sa.ColumnClause[Any] = self.catalog.c[self.layout["catalog"]["key"]]
        return found

    @property
    def codes(self) -> dict[State, str]:
        """Give the source's code for each state."""
        return {State(ours): str(theirs) for theirs, ours in self.layout["states"].items()}

    def announced(self) -> list[Announced]:
        """List the batches that are not done, in the order of their numbers."""
        done = [self.codes[State.DONE], self.codes[State.FAULTY]]
        query = sa.select(self.control).where(self._of_control("state").not_in(done))
        rows = self.database.rows(query.order_by(self._of_control("number")))
        return [self._announced(row) for row in rows]

    def _announced(self, row: Mapping[str, Any]) -> Announced:
        names = self.layout["control"]
        known = {theirs: ours for ours, theirs in self.codes.items()}
        code = str(row[names["state"]]).strip()
        upto = row[names[self.increment]] if self.increment != "batch" else None
        return Announced(
            raw=row[names["number"]], state=known.get(code), code=code,
            count=row.get(names["count"]), upto=upto, after=self._mark_before(upto),
        )  # fmt: skip

    def _mark_before(self, upto: Any) -> Any:
        if upto is None:
            return None
        mark = self._of_control(self.increment)
        query = sa.select(sa.func.max(mark).label("mark")).where(mark < upto)
        return self.database.rows(query)[0]["mark"]

    def is_newest(self, one: Announced) -> bool:
        """Tell whether no later batch may have taken rows over from this one."""
        query = sa.select(sa.func.max(self._of_control("number")).label("number"))
        return bool(self.database.rows(query)[0]["number"] == one.raw)

    def rows_of(self, one: Announced) -> Condition:
        """Say which rows of the catalogue a batch brings."""
        if self.increment == "batch":
            carries: Condition = self.catalog.c[self.layout["catalog"]["batch"]] == one.raw
            return carries
        mark = self.catalog.c[self.layout["catalog"][self.increment]]
        return sa.and_(mark <= one.upto, sa.true() if one.after is None else mark > one.after)

    def is_told(self, one: Announced) -> bool:
        """Tell whether the control table says which rows are a batch's."""
        return self.increment == "batch" or one.upto is not None

    def not_of(self, ones: Iterable[Announced]) -> Condition:
        """Say which rows are of none of some batches, rows without a mark included."""
        return sa.and_(sa.true(), *(self.rows_of(one).is_not(True) for one in ones))

    def alive(self) -> Condition:
        """Say which rows name an item that is there."""
        column = self._of_catalog("operation")
        gone = [str(code) for code in self.layout["deletions"]]
        return sa.true() if column is None else sa.or_(column.is_(None), column.not_in(gone))

    def count(self, *conditions: Condition) -> int:
        """Count rows of the catalogue in the snapshot."""
        query = sa.select(sa.func.count()).select_from(self.catalog).where(*conditions)
        return self.database.number(query)

    def repeated(self) -> int:
        """Count rows whose id another row has too."""
        counted = sa.func.count() - sa.func.count(sa.distinct(self.key))
        return self.database.number(sa.select(counted).select_from(self.catalog))

    def print_of(self, one: Announced, connection: sa.Connection) -> tuple[Any, ...]:
        """Take what tells whether the rows of a batch were touched: number and marks."""
        marks = [self._of_catalog(name) for name in ("sequence", "timestamp")]
        asked = [sa.func.max(mark) for mark in marks if mark is not None]
        query = sa.select(sa.func.count(), *asked).where(self.rows_of(one))
        return tuple(connection.execute(query.select_from(self.catalog)).one())

    def take(self, ones: Iterable[Announced]) -> list[Announced]:
        """Mark batches as being read; give those that were still to be had."""
        with self.database.writing() as connection:
            return [one for one in ones if self._moved(connection, one, State.READING)]

    def _moved(self, connection: sa.Connection, one: Announced, state: State) -> bool:
        held = [self.codes[State.READING]]
        if state is State.READING:
            held.append(self.codes[State.READY])
        statement = (
            sa.update(self.control)
            .where(self._of_control("number") == one.raw, self._of_control("state").in_(held))
            .values({self._of_control("state"): self.codes[state]})
        )
        return connection.execute(statement).rowcount == 1

    def tell(self, one: Announced, receipt: Receipt, seen: tuple[Any, ...] | None) -> None:
        """Write the receipt of a batch, its state and its rows' marks in one transaction.

        :raises SourceError: the source changed the batch while it was read; it stays to be
            read again
        """
        state = State.FAULTY if receipt.refused else State.DONE
        with self.database.writing() as connection:
            is_held = self._moved(connection, one, state)
            is_same = seen is None or self.print_of(one, connection) == seen
            if is_held and is_same:
                self._give(connection, one, receipt, state)
                self._mark_rows(connection, one, receipt.refused)
            elif is_held:
                self._give_back(connection, one)
        if not is_held or not is_same:
            raise SourceError(
                f"批次 {one.number}",
                "在读取期间被来源改动",
                "已读到的记录已收录；下次汇聚重新读取这一批",
            )

    def refuse(self, one: Announced, reason: str) -> None:
        """Hand a batch back that cannot be taken as a whole."""
        with self.database.writing() as connection:
            if self._moved(connection, one, State.REFUSED):
                told = Receipt(number=one.number, done=0, refused={"": reason})
                self._give(connection, one, told, State.REFUSED)

    def _give_back(self, connection: sa.Connection, one: Announced) -> None:
        number, state = self._of_control("number"), self._of_control("state")
        statement = sa.update(self.control).where(number == one.raw)
        connection.execute(statement.values({state: self.codes[State.READY]}))

    def _give(
        self, connection: sa.Connection, one: Announced, receipt: Receipt, state: State
    ) -> None:
        gone = sa.and_(self.rows_of(one), sa.not_(self.alive()))
        query = sa.select(sa.func.count()).select_from(self.catalog).where(gone)
        deleted, failed = connection.execute(query).scalar_one(), len(receipt.refused)
        told = {
            "number": one.raw, "state": self.codes[state], "done": receipt.done,
            "deleted": deleted, "failed": failed, "total": receipt.done + deleted + failed,
            "errors": reasons(receipt.refused), "at": _now(),
        }  # fmt: skip
        names = self.layout["receipt"]
        values = {names[k]: v for k, v in told.items() if names[k] in self.receipts.c}
        connection.execute(sa.insert(self.receipts).values(values))

    def _mark_rows(
        self, connection: sa.Connection, one: Announced, refused: Mapping[str, str]
    ) -> None:
        """Mark the rows as read, or as faulty with the reason, where they have room for it."""
        marks, names = self.layout["marks"], self.layout["catalog"]
        columns = {n: self.catalog.c.get(marks[n]) for n in MARKS}
        if columns["state"] is None or columns["at"] is None or columns["error"] is None:
            return
        statement = sa.update(self.catalog)
        if (time := self.catalog.c.get(names["timestamp"])) is not None:
            # Some databases write the time of any change there by themselves.
            statement = statement.values({time: time})
        read = {
            columns["state"]: str(marks["read"]),
            columns["at"]: _now(),
            columns["error"]: None,
        }
        connection.execute(statement.where(self.rows_of(one)).values(read))
        failed = statement.where(self.key == sa.bindparam("one")).values(
            {columns["state"]: str(marks["failed"]), columns["error"]: sa.bindparam("reason")}
        )
        rows = [{"one": key, "reason": why[:500]} for key, why in refused.items() if key]
        if rows:
            connection.execute(failed, rows)


def _now() -> datetime:
    """Read the clock as the departments' databases write it: Dongguan's time, no zone."""
    return datetime.now(SHANGHAI).replace(microsecond=0, tzinfo=None)


def looked_at(
    database: Database, layout: Mapping[str, Any], names: Mapping[str, str], increment: str
) -> Exchange:
    """Look the three tables up by their names.

    :raises SourceError: a table or a column that is needed is not there
    """
    control, catalog, receipt = layout["control"], layout["catalog"], layout["receipt"]
    record, marks = layout["record"], layout["marks"]
    listed = {control["number"], control["state"], control.get(increment, control["number"])}
    own = {catalog["key"], catalog[increment], *(record[name] for name in layout["needed"])}
    further = [*record.values(), *catalog.values(), *(marks[n] for n in MARKS)]
    return Exchange(
        database=database, layout=layout, increment=increment,
        control=database.table(names["control"], sorted(listed), [control["count"]]),
        catalog=database.table(names["catalog"], sorted(own), further),
        receipts=database.table(names["receipt"], [receipt["number"]], list(receipt.values())),
    )  # fmt: skip
