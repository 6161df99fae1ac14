"""The front-end exchange (前置机): a catalogue table and data tables in a PostgreSQL schema."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from itertools import islice

import psycopg2
from psycopg2 import extensions, sql

from . import table
from .item import Item, item
from .scale import LARGE_ITEMS, Scale, World
from .vocabulary import settings

SCHEMA = "dongguan_exchange"
_MARK = "sandbox of the front-end exchange"
# Exchange status of a row: 0 未读, 1 已读, 9 出错; the reader sets it.
UNREAD = 0
_STATUS = """
    exchange_status smallint NOT NULL DEFAULT 0 CHECK (exchange_status IN (0, 1, 9)),
    exchange_time timestamp, exchange_error text"""
_CATALOGUE = (
    "CREATE TABLE {schema}.t_catalog ("
    " res_id text PRIMARY KEY, res_code text NOT NULL, res_name text NOT NULL,"
    " res_desc text NOT NULL, key_words text NOT NULL, org_name text NOT NULL,"
    " theme_code text NOT NULL, share_type smallint NOT NULL, share_cond text NOT NULL,"
    " open_type smallint NOT NULL, open_cond text NOT NULL, open_record jsonb,"
    " update_cycle smallint NOT NULL, publish_date date NOT NULL,"
    " update_time timestamp NOT NULL, table_name text NOT NULL, column_map jsonb NOT NULL,"
    " row_num integer NOT NULL, op_type char(1) NOT NULL DEFAULT 'I', remark text NOT NULL,"
    " batch_no text NOT NULL, seq_no integer NOT NULL," + _STATUS + ")"
)
_BATCHES = (
    "CREATE TABLE {schema}.t_batch (batch_no text PRIMARY KEY,"
    " batch_state smallint NOT NULL CHECK (batch_state IN (0, 1, 2, 3, 4, 9)),"
    " row_count integer NOT NULL, upto_seq integer NOT NULL, upto_time timestamp NOT NULL)"
)
_RECEIPTS = (
    "CREATE TABLE {schema}.t_receipt (batch_no text NOT NULL, batch_state smallint NOT NULL,"
    " total_count integer NOT NULL, done_count integer NOT NULL,"
    " deleted_count integer NOT NULL, failed_count integer NOT NULL,"
    " errors text NOT NULL, receipt_time timestamp NOT NULL)"
)
# One load is one batch, ready to be read.
BATCH = "000001"
_READY = (
    "INSERT INTO {schema}.t_batch SELECT %s, 1, count(*), coalesce(max(seq_no), 0),"
    " coalesce(max(update_time), now()) FROM {schema}.t_catalog"
)


class ForeignSchemaError(Exception):
    """The schema exists and is not a sandbox's; it is left alone."""


def load(
    world: World, database_url: str, schema: str, items: int, seen: Callable[[int], None]
) -> int:
    """Replace the schema by the department's own items; return their number.

    One transaction: a reader sees the old load or the new one. `seen` is told of each item.
    A ForeignSchemaError leaves a schema alone that this command did not make.
    """
    with (
        closing(psycopg2.connect(database_url)) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        _fresh_schema(cursor, schema)
        beyond, count = _beyond(world), 0
        for count, entry in enumerate(listed(world, items), start=1):
            _load_item(cursor, beyond, schema, entry)
            seen(count)
        cursor.execute(sql.SQL(_READY).format(schema=sql.Identifier(schema)), [BATCH])
    return count


def _fresh_schema(cursor: extensions.cursor, schema: str) -> None:
    """Drop our own earlier load, never a schema that somebody else made."""
    cursor.execute(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s",
        [schema],
    )
    found = cursor.fetchone()
    if found is not None and found[0] != _MARK:
        raise ForeignSchemaError(schema)
    names = {"schema": sql.Identifier(schema), "mark": sql.Literal(_MARK)}
    for command in (
        "DROP SCHEMA IF EXISTS {schema} CASCADE",
        "CREATE SCHEMA {schema}",
        "COMMENT ON SCHEMA {schema} IS {mark}",
        _CATALOGUE,
        _BATCHES,
        _RECEIPTS,
    ):
        cursor.execute(sql.SQL(command).format(**names))


def listed(world: World, items: int) -> Iterator[Item]:
    """Give items of one department that the sharing platform of this world does not list.

    One resource belongs to one source (一数一源). The platform's numbers begin at 0 and
    grow by some each day; only a platform of more than half the largest world has all.
    """
    beyond, told = _beyond(world), settings()["exchange"]
    first = min(max(told["first"], 2 * world.scale.items), LARGE_ITEMS // 2)
    found = (item(beyond, number) for number in range(first, LARGE_ITEMS))
    return islice((one for one in found if one.office.name == told["office"]), items)


def _beyond(world: World) -> World:
    """Give the world in which these items have been there from the beginning."""
    return replace(world, scale=Scale(items=LARGE_ITEMS, firms=world.scale.firms))


def _load_item(cursor: extensions.cursor, world: World, schema: str, entry: Item) -> None:
    name = f"d_{entry.number + 1:08d}"
    columns = [f"c{place:02d}" for place in range(1, len(entry.columns) + 1)]
    target = sql.Identifier(schema, name)
    body = sql.SQL(", ").join(
        sql.SQL("{} text").format(sql.Identifier(column)) for column in columns
    )
    create = sql.SQL(
        "CREATE TABLE {} (row_id integer PRIMARY KEY, {}, row_hash char(64) NOT NULL, {})"
    )
    cursor.execute(create.format(target, body, sql.SQL(_STATUS)))
    listed = sql.SQL(", ").join(map(sql.Identifier, ["row_id", *columns, "row_hash"]))
    copy = sql.SQL("COPY {} ({}) FROM STDIN").format(target, listed)
    cursor.copy_expert(copy, io.StringIO("".join(_lines(table.rows(world, entry)))))
    _catalogue_row(cursor, world, schema, entry, name)


def _lines(rows: Iterable[list[table.Value]]) -> Iterator[str]:
    """Write rows as COPY's text format wants them; our values hold no tab or backslash."""
    for number, row in enumerate(rows, start=1):
        cells = [str(value) for value in row]
        digest = sha256("\x1f".join(cells).encode()).hexdigest()
        yield "\t".join([str(number), *cells, digest]) + "\n"


def _catalogue_row(
    cursor: extensions.cursor, world: World, schema: str, entry: Item, name: str
) -> None:
    opening, record = entry.opening, entry.opening.record
    values = {
        "res_id": entry.remote_id, "res_code": entry.code, "res_name": entry.title,
        "res_desc": entry.abstract, "key_words": entry.keywords,
        "org_name": entry.office.name, "theme_code": entry.subject,
        "share_type": opening.share, "share_cond": opening.share_condition,
        "open_type": opening.open, "open_cond": opening.open_condition or opening.open_basis,
        "open_record": _json(vars(record)) if record else None,
        "update_cycle": entry.cycle, "publish_date": entry.published_on,
        "update_time": entry.updated_at, "table_name": name,
        "column_map": _json({f"c{n:02d}": c.name for n, c in enumerate(entry.columns, 1)}),
        "row_num": table.row_count(world, entry), "remark": settings()["mark"],
        "batch_no": BATCH, "seq_no": entry.number + 1,
    }  # fmt: skip
    cursor.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(schema, "t_catalog"),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(map(sql.Placeholder, values)),
        ),
        values,
    )


def _json(data: object) -> str:
    return json.dumps(data, default=str, ensure_ascii=False)
