"""The front-end exchange in a real PostgreSQL, in a schema of the test's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql

from deploy.sandbox import exchange, life, table
from deploy.sandbox.item import item
from deploy.sandbox.scale import LARGE_ITEMS, Scale, World

WORLD = World(seed=7, scale=Scale(items=60, firms=10))
LARGE = World(seed=7, scale=Scale(items=LARGE_ITEMS, firms=10))
SCHEMA = f"sandbox_test_{os.getpid()}"


@pytest.fixture(scope="module")
def url() -> str:
    found = os.environ.get("DONGGUAN_TEST_EXCHANGE_URL") or os.environ.get(
        "CKAN_SQLALCHEMY_URL"
    )
    assert found, "DONGGUAN_TEST_EXCHANGE_URL or CKAN_SQLALCHEMY_URL names the server"
    return found


@pytest.fixture
def cursor(url: str) -> Iterator[Any]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as found:
        found.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(SCHEMA)))
        yield found
        found.execute(
            sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(SCHEMA))
        )
    connection.close()


def load(url: str, items: int = 8, world: World = WORLD) -> int:
    return exchange.load(world, url, SCHEMA, items, lambda _done: None)


def test_every_listed_table_is_there_with_its_rows(url: str, cursor: Any) -> None:
    assert load(url) == 8
    cursor.execute("SELECT table_name, row_num, column_map FROM t_catalog ORDER BY 1")
    listed = cursor.fetchall()

    assert len(listed) == 8
    entries = exchange.listed(WORLD, 8)
    for entry, (name, count, columns) in zip(entries, listed, strict=True):
        cursor.execute(sql.SQL("SELECT * FROM {} ORDER BY 1").format(sql.Identifier(name)))
        rows = cursor.fetchall()
        width = len(columns)
        assert list(columns.values()) == [column.name for column in entry.columns]
        assert len(rows) == count
        assert [list(row[1 : width + 1]) for row in rows] == [
            [str(value) for value in row] for row in table.rows(LARGE, entry)
        ]
        assert {row[width + 2] for row in rows} == {exchange.UNREAD}


def test_the_catalogue_says_what_was_decided(url: str, cursor: Any) -> None:
    load(url, 60)
    cursor.execute("SELECT res_id, open_record, remark FROM t_catalog ORDER BY table_name")

    entries = exchange.listed(WORLD, 60)
    for entry, (res_id, record, remark) in zip(entries, cursor.fetchall(), strict=True):
        assert res_id == entry.remote_id
        assert (record is None) == (entry.opening.record is None)
        assert remark == "演示数据"


def test_what_it_brings_the_sharing_platform_does_not_bring(url: str, cursor: Any) -> None:
    load(url, 20)
    cursor.execute("SELECT res_id, res_code, res_name FROM t_catalog")

    theirs = [item(WORLD, number) for number in life.roll(WORLD.later(400))]
    for mine, other in zip(
        zip(*cursor.fetchall(), strict=True), ("remote_id", "code", "title"), strict=True
    ):
        assert not (set(mine) - {""}) & {getattr(one, other) for one in theirs}


def test_a_reader_can_mark_rows_and_a_second_load_is_fresh(url: str, cursor: Any) -> None:
    load(url)
    cursor.execute("UPDATE t_catalog SET exchange_status = 1, exchange_time = now()")
    with pytest.raises(psycopg2.errors.CheckViolation):
        cursor.execute("UPDATE t_catalog SET exchange_status = 5")
    load(url, 3)
    cursor.execute("SELECT count(*), max(exchange_status) FROM t_catalog")

    assert cursor.fetchone() == (3, 0)


def test_a_schema_of_somebody_else_is_left_alone(url: str, cursor: Any) -> None:
    cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(SCHEMA)))
    cursor.execute("CREATE TABLE precious (id integer)")

    with pytest.raises(exchange.ForeignSchemaError):
        load(url)
    cursor.execute("SELECT count(*) FROM precious")
    assert cursor.fetchone() == (0,)


def test_a_load_that_fails_leaves_the_earlier_one(url: str, cursor: Any) -> None:
    load(url)

    def stumble(done: int) -> None:
        if done == 3:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        exchange.load(WORLD, url, SCHEMA, 8, stumble)
    cursor.execute("SELECT count(*) FROM t_catalog")
    assert cursor.fetchone() == (8,)
