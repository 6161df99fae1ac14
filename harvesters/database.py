"""A front-end exchange database: reached with care, read in one snapshot, without CKAN.

SQLAlchemy speaks to both kinds of servers; psycopg2 and PyMySQL carry it. Names of
tables and columns come from a code map or an option and are quoted by SQLAlchemy; one
that the database does not have is refused before anything is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from pymysql.charset import charset_by_name

from .pace import Pace
from .problem import SourceError
from .reach import resolved
from .source import Source

DRIVERS = {
    "postgresql": ("postgresql+psycopg2", 5432),
    "mysql": ("mysql+pymysql", 3306),
    "mariadb": ("mariadb+pymysql", 3306),
}
CONNECT_SECONDS = 10
NAME = re.compile(r"\w{1,63}")
# What one answer holds; with the cap on a field it bounds the memory.
PAGE = 100
Row = Mapping[str, Any]


@dataclass(kw_only=True)
class Database:
    """The database of a source; `connection` is the snapshot in which all of it is read."""

    engine: sa.Engine
    schema: str | None
    host: str
    pace: Pace
    most_field: int
    requests: int = field(default=0, init=False)
    bytes: int = field(default=0, init=False)
    _connection: sa.Connection | None = field(default=None, init=False)

    @property
    def connection(self) -> sa.Connection:
        """Begin the snapshot at its first use; what is changed later is not seen in it."""
        if self._connection is None:
            opened = self.engine.connect()
            level = {"isolation_level": "REPEATABLE READ"}
            if self.engine.dialect.name == "postgresql":
                level["postgresql_readonly"] = True  # type: ignore[assignment]
            self._connection = opened.execution_options(**level)
        return self._connection

    def renew(self) -> None:
        """Give the snapshot up: the next question begins a new one."""
        self.connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Open a short transaction of its own, beside the snapshot."""
        with self.engine.begin() as connection:
            yield connection

    def table(
        self, name: str, wanted: Collection[str], optional: Collection[str] = ()
    ) -> sa.TableClause:
        """Look a table or view up; `optional` columns are left out where they are absent.

        :raises SourceError: there is none of that name, or it lacks a column
        """
        place = f"表 {name}"
        for one in (name, *wanted, *optional):
            if not NAME.fullmatch(one):
                raise SourceError(
                    place,
                    f"“{one[:60]}”不能作表名或列名",
                    "只用字母、数字、下划线和汉字，请改正设置",
                )
        inspector = sa.inspect(self.connection)
        found = self._columns(inspector, name, place)
        if missing := sorted(set(wanted) - set(found)):
            raise SourceError(
                place,
                f"缺少列 {'、'.join(missing)}",
                "请来源单位补上，或在代码对照表中改正列名",
            )
        chosen = [*wanted, *(one for one in optional if one in found and one not in wanted)]
        columns = [sa.column(sa.quoted_name(one, quote=True), found[one]) for one in chosen]
        return sa.table(sa.quoted_name(name, quote=True), *columns, schema=self.schema)

    def _columns(self, inspector: Any, name: str, place: str) -> dict[str, Any]:
        self._count(0)
        try:
            return {c["name"]: c["type"] for c in inspector.get_columns(name, self.schema)}
        except sa.exc.NoSuchTableError as error:
            raise SourceError(
                place, "数据库中没有这个表", "请核对表名、模式（schema）和账号的权限"
            ) from error

    def rows(self, query: sa.Select[Any]) -> Sequence[Row]:
        """Ask in the snapshot for what is known to be little."""
        self.pace.wait(self.host)
        found = [dict(row) for row in self.connection.execute(query).mappings()]
        self._count(_size(found))
        return found

    def number(self, query: sa.Select[Any]) -> int:
        """Ask in the snapshot for one number."""
        return int(next(iter(self.rows(query)[0].values())) or 0)

    def pages(
        self, query: sa.Select[Any], key: sa.ColumnClause[Any]
    ) -> Iterator[Sequence[Row]]:
        """Read in the order of a unique column, a page at a time.

        Pages need no cursor that the server closes while a portion is being written.
        """
        last: Any = None
        while True:
            page = query if last is None else query.where(key > last)
            rows = self.rows(page.order_by(key).limit(PAGE))
            if rows:
                yield rows
                last = rows[-1][key.name]
            if len(rows) < PAGE:
                return

    def stream(self, query: sa.Select[Any]) -> Iterator[Row]:
        """Read by a cursor of the server: no more than a few rows are held here."""
        self.pace.wait(self.host)
        self._count(0)
        options = {"stream_results": True, "yield_per": PAGE}
        # A table that cannot be read must not spoil the snapshot for all others.
        with self.connection.begin_nested():
            for row in self.connection.execute(query, execution_options=options).mappings():
                yield dict(row)

    def capped(self, column: sa.ColumnClause[Any]) -> Any:
        """Ask for no more of a text than a record may have (and one letter, to tell)."""
        if isinstance(column.type, sa.String):
            return sa.func.left(column, self.most_field + 1).label(column.name)
        return column

    def _count(self, size: int) -> None:
        self.requests += 1
        self.bytes += size

    def close(self) -> None:
        """Give the connections back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.engine.dispose()


def _size(rows: Sequence[Row]) -> int:
    return sum(len(str(value)) for row in rows for value in row.values() if value is not None)


def opened(source: Source, pace: Pace) -> Database:
    """Make ready to reach the database of a source; nothing is asked of it yet.

    :raises SourceError: no address of a database, no credentials, a private network
        that is not declared
    """
    parts = urlsplit(source.address)
    if parts.scheme not in DRIVERS or not parts.hostname or not parts.path.strip("/"):
        raise SourceError(
            source.address, "地址不是数据库地址",
            "请写作 postgresql://主机:端口/库名 或 mysql://主机:端口/库名",
        )  # fmt: skip
    driver, usual = DRIVERS[parts.scheme]
    port = parts.port or usual
    address = resolved(source, parts.hostname, port)
    user, password = _login(source)
    url = sa.URL.create(driver, user, password, address, port, parts.path.strip("/"))
    charset = _charset(source)
    arguments = (_postgres if parts.scheme == "postgresql" else _mysql)(
        charset, source.limits.answer_seconds
    )
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool, connect_args=arguments)
    schema = str(source.options.get("schema") or "") or None
    return Database(
        engine=engine, schema=schema, host=f"{parts.hostname}:{port}", pace=pace,
        most_field=source.limits.record_bytes,
    )  # fmt: skip


def _charset(source: Source) -> str:
    given = str(source.options.get("charset") or "")
    if given and charset_by_name(given.lower()) is None:
        raise SourceError(
            f"来源 {source.name}",
            f"没有字符集 {given[:30]}",
            "请在选项 charset 中填写 gbk、utf8 等",
        )
    return given


def _login(source: Source) -> tuple[str, str]:
    try:
        return source.credentials["username"], source.credentials["password"]
    except KeyError as error:
        raise SourceError(
            f"来源 {source.name} 的凭据", f"缺少 {error.args[0]}", "请在凭据文件中补上"
        ) from error


def _postgres(charset: str, seconds: float) -> dict[str, Any]:
    # The snapshot stays open while portions are written: that is no idling.
    options = (
        f"-c statement_timeout={int(seconds * 1000)} -c idle_in_transaction_session_timeout=0"
    )
    return {
        "connect_timeout": CONNECT_SECONDS, "options": options,
        "client_encoding": charset or "utf8",
    }  # fmt: skip


def _mysql(charset: str, seconds: float) -> dict[str, Any]:
    return {
        "connect_timeout": CONNECT_SECONDS, "read_timeout": seconds, "write_timeout": seconds,
        "charset": charset or "utf8mb4", "local_infile": False,
    }  # fmt: skip
