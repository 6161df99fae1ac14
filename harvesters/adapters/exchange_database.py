"""A front-end exchange database (前置机) as a source: batches, their rows, receipts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any

import sqlalchemy as sa

from .. import database, exchange_record, rows
from ..adapter import Asked, Plain
from ..announced import Announced, State
from ..database import Database
from ..database_fault import said_plainly
from ..difference import Mode
from ..exchange import Exchange, looked_at
from ..found import Batch, Content, Found
from ..guard import Guard
from ..ledger import Receipt
from ..lineage import brought
from ..mapping import to_dataset
from ..part import text
from ..problem import RecordError, SourceError, as_refusal
from ..source import FindProvider, Option, Source

OPTIONS = (
    Option(name="schema"),
    Option(name="control", default="t_batch"),
    Option(name="catalog", default="t_catalog"),
    Option(name="receipt", default="t_receipt"),
    Option(
        name="increment", kind="choice", default="batch",
        choices=("batch", "sequence", "timestamp"),
    ),
    Option(name="batch_rows", kind="number", default=1000),
    Option(name="charset"),
)  # fmt: skip


@dataclass(kw_only=True)
class ExchangeAdapter(Plain):
    """One exchange database."""

    source: Source
    codes: Mapping[str, Any]
    version: str
    find_provider: FindProvider
    database: Database
    _exchange: Exchange | None = field(default=None, init=False)
    _asked: Asked = field(default_factory=Asked, init=False)
    # The batches of this run with what their rows looked like in the snapshot.
    _taken: dict[str, tuple[Announced, tuple[Any, ...]]] = field(
        default_factory=dict, init=False
    )

    @property
    def layout(self) -> Mapping[str, Any]:
        """Name tables' columns and codes."""
        return dict(self.codes["exchange"])

    def _name(self, option: str) -> str:
        usual = next(one.default for one in OPTIONS if one.name == option)
        return str(self.source.options.get(option) or usual)

    @property
    def exchange(self) -> Exchange:
        """Look at the tables once; raises SourceError for what they lack."""
        if self._exchange is None:
            names = {name: self._name(name) for name in ("control", "catalog", "receipt")}
            increment = self._name("increment")
            self._exchange = looked_at(self.database, self.layout, names, increment)
        return self._exchange

    def batches(self, asked: Asked) -> Iterator[Batch]:
        """Take the batches that are ready, then see to what is no more in the catalogue."""
        self._asked = asked
        with said_plainly(self.source.address):
            listed = self.exchange.announced()
            taken = self._take(listed)
            self._refuse_repeated()
            refused = [one for one in taken if self._is_short(one)]
            taken = [one for one in taken if one not in refused]
            for one in taken:
                yield from self._parts(one)
            yield from self._rest(listed, taken)
        self._complain(listed, refused)

    def _take(self, listed: Sequence[Announced]) -> list[Announced]:
        """Mark what is ready; of what a killed run had written, only the receipt is left."""
        wanted = [one for one in listed if one.state in (State.READY, State.READING)]
        if self._asked.may_tell:
            wanted = [one for one in wanted if not self._is_told(one)]
            wanted = self.exchange.take(wanted)
        # Begin the snapshot after the marks: what the source changed before is in it.
        self.database.renew()
        return wanted

    def _is_told(self, one: Announced) -> bool:
        told = self._asked.receipt(one.number)
        if one.state is not State.READING or told is None or not told.is_closed:
            return False
        self.exchange.tell(one, told, None)
        return True

    def _refuse_repeated(self) -> None:
        if count := self.exchange.repeated():
            raise SourceError(
                f"目录表 {self._name('catalog')}",
                f"有 {count} 行的标识与其他行重复", "请来源单位保证每条目录只有一行",
            )  # fmt: skip

    def _is_short(self, one: Announced) -> bool:
        """Tell whether rows of a batch have not come in; later batches may take some over."""
        if one.count is None or not self.exchange.is_newest(one):
            return False
        found = self.exchange.count(self.exchange.rows_of(one))
        if found < one.count and self._asked.may_tell:
            self.exchange.refuse(one, f"批次称有 {one.count} 行，实际 {found} 行")
        return found < one.count

    def _parts(self, one: Announced) -> Iterator[Batch]:
        exchange = self.exchange
        self._taken[one.number] = (one, exchange.print_of(one, self.database.connection))
        most = int(self.source.options.get("batch_rows") or 1000)
        part: list[Found] = []
        for page in self._pages(exchange.rows_of(one), exchange.alive()):
            if len(part) + len(page) > most:
                yield Batch(found=part, number=one.number, is_partial=True)
                part = []
            part += page
        yield Batch(found=part, number=one.number, closes=True, is_partial=True)

    def _pages(self, *conditions: Any) -> Iterator[list[Found]]:
        exchange, capped = self.exchange, self.database.capped
        names = dict.fromkeys(self.layout["record"].values())
        others = [exchange.catalog.c[n] for n in names if n in exchange.catalog.c]
        query = sa.select(exchange.key, *(capped(c) for c in others if c is not exchange.key))
        for page in self.database.pages(query.where(*conditions), exchange.key):
            yield [self._found(row) for row in page]

    def _rest(self, listed: Sequence[Announced], taken: Sequence[Announced]) -> Iterator[Batch]:
        """Compare all other rows, or only look whether as many are there as are known."""
        exchange, alive = self.exchange, self.exchange.alive()
        cursor = {"batch": taken[-1].number} if taken else self._asked.cursor or {"batch": ""}
        total, others = exchange.count(alive), exchange.not_of(taken)
        if self._asked.mode is Mode.FULL or not self._asked.cursor:
            # Rows of a batch that is not finished are there, and not to be believed.
            doubtful = [one for one in listed if one not in taken and exchange.is_told(one)]
            for page in self._pages(alive, exchange.not_of([*taken, *doubtful])):
                yield Batch(found=page, total=total)
            for one in doubtful:
                yield from self._ids(alive, exchange.rows_of(one), others)
        elif total == self._asked.active():
            yield Batch(is_count_right=True, cursor=cursor)
            return
        else:
            yield from self._ids(alive, others)
        yield Batch(is_whole=True, cursor=cursor)

    def _ids(self, *conditions: Any) -> Iterator[Batch]:
        """List ids alone: they are there, what they say is not looked at."""
        query = sa.select(self.exchange.key).where(*conditions)
        for page in self.database.pages(query, self.exchange.key):
            yield Batch(named=[text(row[self.exchange.key.name]) for row in page])

    def _complain(self, listed: Iterable[Announced], refused: Sequence[Announced]) -> None:
        if unclear := [one for one in listed if one.state is None]:
            one = unclear[0]
            raise SourceError(
                f"批次 {one.number}", f"控制表中的状态“{one.code}”不在代码表中",
                "该批次没有读取；请来源单位改正状态，或补充代码对照表",
            )  # fmt: skip
        if refused:
            raise SourceError(
                f"批次 {refused[0].number}", "行数少于控制表所称，整批没有收录",
                "请来源单位补齐后把状态改回待读取",
            )  # fmt: skip

    def _found(self, row: Mapping[str, Any]) -> Found:
        try:
            content = exchange_record.read(row, self.layout)
        except RecordError as refusal:
            key = text(row[self.exchange.key.name])
            return Found(remote_id=key, fault=(refusal.cause, refusal.remedy))
        return Found(
            remote_id=content["resId"], title=content["resTitle"],
            stamp=content["dataUpdateTime"], content=content,
        )  # fmt: skip

    def dataset(self, content: Content) -> dict[str, Any]:
        """Turn an item into a dataset's fields, its rows not yet fetched."""
        dataset = to_dataset(content, self.codes, self.find_provider)
        with as_refusal():
            resources = [self._resource(content)] if content.get("table") else []
        return {**dataset, "source_system": self.source.system, "resources": resources}

    def _resource(self, content: Content) -> dict[str, Any]:
        headings = rows.opened_columns(content["columns"], content["openRecord"].get("columns"))
        save, table = partial(self._save, content["table"], headings), content["table"]
        return {
            "name": content["resTitle"],
            "format": "CSV",
            "data_date": content["dataUpdateTime"][:10],
            "upload": partial(brought, save, name=f"{table}.csv", suffix="csv", sha256=""),
        }

    def _save(self, table: str, headings: Mapping[str, str], into: IO[bytes]) -> None:
        most, key = self.source.limits.file_bytes, self.layout["rows"]["key"]
        with said_plainly(f"表 {table}"):
            query = rows.query(self.database, table, headings, key)
            rows.write(self.database, query, headings, most, into)

    def settled(self, batch: Batch, done: int, refused: Mapping[str, str]) -> None:
        """Write the receipt of a batch once all of it is in."""
        if not batch.closes:
            return
        one, seen = self._taken[batch.number]
        told = self._asked.receipt(batch.number)
        receipt = told or Receipt(number=batch.number, done=done, refused=refused)
        with said_plainly(f"批次 {batch.number} 的回执"):
            self.exchange.tell(one, receipt, seen)

    def cost(self) -> dict[str, int]:
        """Count questions and letters."""
        return {"requests": self.database.requests, "bytes": self.database.bytes}

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()


def open_source(
    source: Source, codes: Mapping[str, Any], version: str, find_provider: FindProvider,
    guard: Callable[[], Guard],
) -> ExchangeAdapter:  # fmt: skip
    """Make the adapter of a source; raises SourceError for what it cannot do with."""
    return ExchangeAdapter(
        source=source, codes=codes, version=version, find_provider=find_provider,
        database=database.opened(source, guard().pace),
    )  # fmt: skip
