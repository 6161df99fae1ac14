"""Front-end exchange databases on real servers: PostgreSQL and MariaDB, one layout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ..servers import free_port
from ..waiting import until

DAEMON = shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin:/usr/local/sbin")
OPENED = {
    "decided_by": "市公安局", "decided_on": "2026-01-05", "basis": "局务会纪要",
    "reviewed_by": "保密办", "reviewed_on": "2026-01-04", "review_basis": "审查意见",
}  # fmt: skip
COLUMNS = {"c01": "序号", "c02": "名称", "c03": "联系电话"}


def absent_mariadb() -> None:
    """Skip where there is no MariaDB; a CI without it fails."""
    word = "没有 mariadbd：请安装 Debian 的 mariadb-server 后再运行这些测试"
    if os.environ.get("DONGGUAN_REQUIRE_MARIADB"):
        pytest.fail(word)
    pytest.skip(word)


@contextmanager
def mariadb(folder: Path) -> Iterator[sa.URL]:
    """Start a MariaDB of our own in a folder; give its root's address."""
    if DAEMON is None:
        absent_mariadb()
    data = folder / "data"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--skip-test-db",
         "--auth-root-authentication-method=normal"], check=True, **quiet,
    )  # fmt: skip
    port = free_port()
    command = [
        str(DAEMON), "--no-defaults", f"--datadir={data}", "--socket=s",
        f"--port={port}",
        "--bind-address=127.0.0.1", "--innodb-flush-log-at-trx-commit=0",
        "--innodb-buffer-pool-size=32M", f"--pid-file={folder}/pid",
    ]  # fmt: skip
    with subprocess.Popen(command, **quiet) as server:
        url = sa.URL.create("mariadb+pymysql", "root", None, "127.0.0.1", port)
        try:
            until(lambda: _answers(url))
            yield url
        finally:
            server.terminate()


def _answers(url: sa.URL) -> bool:
    try:
        with sa.create_engine(url, poolclass=sa.pool.NullPool).connect():
            return True
    except sa.exc.OperationalError:
        return False


@dataclass(kw_only=True)
class Place:
    """An exchange of a department: its own schema or database, and who may read it."""

    kind: str
    engine: sa.Engine
    schema: str | None
    address: str
    login: dict[str, str]

    @property
    def options(self) -> dict[str, str]:
        return {"schema": self.schema} if self.schema else {}

    def do(self, text: str, **values: Any) -> Any:
        """Run a statement as the department; names stand for tables of the exchange."""
        with self.engine.begin() as connection:
            done = connection.execute(sa.text(text), values)
            return done.mappings().all() if done.returns_rows else done.rowcount

    def batch(self, number: str, *items: dict[str, Any], **control: Any) -> None:
        """Deliver a batch: its rows, then its line in the control table."""
        for one in items:
            self.put({**one, "batch_no": number})
        count = control.pop("row_count", len(items))
        values = {"batch_no": number, "batch_state": 1, "row_count": count, **control}
        self.insert("t_batch", values)

    def put(self, row: dict[str, Any]) -> None:
        self.do("DELETE FROM t_catalog WHERE res_id = :id", id=row["res_id"])
        self.insert("t_catalog", row)

    def insert(self, table: str, values: dict[str, Any]) -> None:
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        self.do(f"INSERT INTO {table} ({names}) VALUES ({marks})", **values)  # noqa: S608

    def insert_many(self, table: str, rows: list[dict[str, Any]]) -> None:
        target = sa.table(table, *map(sa.column, rows[0]))
        with self.engine.begin() as connection:
            connection.execute(sa.insert(target), rows)

    def table(self, name: str, *rows: tuple[str, str, str]) -> None:
        """Make the table behind an item, with a column that nobody opened."""
        self.do(
            f"CREATE TABLE {name} (row_id integer PRIMARY KEY, c01 varchar(99),"
            " c02 varchar(999), c03 varchar(99), secret varchar(99))"
        )
        for number, row in enumerate(rows):
            named = dict(zip(("c01", "c02", "c03"), row, strict=True))
            self.insert(name, {"row_id": number, **named, "secret": "内部"})

    def states(self) -> dict[str, int]:
        rows = self.do("SELECT batch_no, batch_state FROM t_batch")
        return {row["batch_no"]: row["batch_state"] for row in rows}

    def receipts(self) -> list[dict[str, Any]]:
        return [dict(row) for row in self.do("SELECT * FROM t_receipt ORDER BY batch_no")]


def item(number: int | str, **fields: Any) -> dict[str, Any]:
    """Make a row of the catalogue: an open item with its decision."""
    opening = fields.pop("opening", OPENED)
    return {
        "res_id": f"29000/{number}", "res_name": f"停车场第{number}号",
        "res_desc": "逐个列出停车场。", "key_words": "停车，交通", "org_name": "东莞市公安局",
        "theme_code": "04", "share_type": 1, "share_cond": "", "open_type": 1, "open_cond": "",
        "update_cycle": 4,
        "open_record": json.dumps(opening, ensure_ascii=False) if opening else None,
        "publish_date": date(2026, 1, 6), "update_time": datetime(2026, 2, 1, 8, 30),
        "table_name": "", "column_map": json.dumps(COLUMNS, ensure_ascii=False), "row_num": 0,
        "op_type": "I", "remark": "", **fields,
    }  # fmt: skip


CATALOG = (
    "CREATE TABLE t_catalog (res_id varchar(64) PRIMARY KEY, batch_no varchar(32),"
    " seq_no integer, res_name varchar(300), res_desc text, key_words varchar(200),"
    " org_name varchar(200),"
    " theme_code varchar(8), share_type smallint, share_cond text, open_type smallint,"
    " open_cond text, open_record {json}, update_cycle smallint, publish_date date,"
    " update_time {time}, table_name varchar(64), column_map {json}, row_num integer,"
    " op_type char(1), remark text, exchange_status smallint DEFAULT 0, exchange_time {time},"
    " exchange_error text)"
)
CONTROL = (
    "CREATE TABLE t_batch (batch_no varchar(32) PRIMARY KEY, batch_state smallint,"
    " row_count integer, upto_seq integer, upto_time {time})"
)
RECEIPT = (
    "CREATE TABLE t_receipt (batch_no varchar(32), batch_state smallint, total_count integer,"
    " done_count integer, deleted_count integer, failed_count integer, errors text,"
    " receipt_time {time})"
)
TYPES = {
    "postgresql": {"json": "jsonb", "time": "timestamp"},
    "mariadb": {"json": "json", "time": "datetime NULL"},
}


def laid_out(place: Place) -> Place:
    """Make the tables."""
    for statement in (CATALOG, CONTROL, RECEIPT):
        place.do(statement.format(**TYPES[place.kind]))
    return place


@contextmanager
def in_postgresql(name: str) -> Iterator[Place]:
    """Make an exchange in a schema of the tests' own database."""
    url = sa.make_url(os.environ["DONGGUAN_TEST_EXCHANGE_URL"])
    engine = sa.create_engine(
        url, poolclass=sa.pool.NullPool, connect_args={"options": f"-c search_path={name}"}
    )
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {name}"))
    login = {"username": str(url.username), "password": str(url.password)}
    address = f"postgresql://{url.host}:{url.port}/{url.database}"
    yield laid_out(
        Place(kind="postgresql", engine=engine, schema=name, address=address, login=login)
    )
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {name} CASCADE"))


@contextmanager
def in_mariadb(root: sa.URL, name: str, charset: str = "utf8mb4") -> Iterator[Place]:
    """Make an exchange in a database of its own."""
    engine = sa.create_engine(root, poolclass=sa.pool.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} CHARACTER SET {charset}"))
        connection.execute(sa.text(f"CREATE USER '{name}'@'%' IDENTIFIED BY 'correct'"))
        connection.execute(sa.text(f"GRANT ALL ON {name}.* TO '{name}'@'%'"))
    own = sa.create_engine(root.set(database=name), poolclass=sa.pool.NullPool)
    login = {"username": name, "password": "correct"}
    address = f"mysql://{root.host}:{root.port}/{name}"
    yield laid_out(Place(kind="mariadb", engine=own, schema=None, address=address, login=login))
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name}"))
        connection.execute(sa.text(f"DROP USER '{name}'@'%'"))
