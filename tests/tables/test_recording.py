"""Decisions about rows that are not open to all stand in the audit log, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.audit.model import entries

from .conftest import CANARY, COLUMN, CONDITIONAL, HIDDEN, OPEN

Make = Callable[..., dict[str, Any]]
Call = Callable[..., Any]
Person = Callable[[str], dict[str, str]]


def rows(table: dict[str, Any]) -> list[tuple[str, ...]]:
    c = entries.c
    query = sa.select(c.event, c.operation, c.outcome).where(c.resource == table["id"])
    with model.meta.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(c.id))]


def test_reading_and_changing_are_recorded_once_each(
    with_table: Make, call: Call, person: Person
) -> None:
    table, editor = with_table(**CONDITIONAL), person("editor")

    call("datastore_search", resource_id=table["id"], limit=0)
    call("datastore_search", editor, resource_id=table["alias"])
    call("datastore_upsert", resource_id=table["id"], records=[])
    call("datastore_upsert", editor, resource_id=table["id"], records=[{COLUMN: "x"}],
         method="insert", force=True)  # fmt: skip

    assert rows(table) == [
        ("data_read", "datastore_search", "deny"),
        ("data_read", "datastore_search", "allow"),
        ("data_write", "datastore_upsert", "deny"),
        ("data_write", "datastore_upsert", "allow"),
    ]


def test_a_dump_of_many_pages_is_one_record(with_table: Make, app: Any, person: Person) -> None:
    table = with_table(**CONDITIONAL)

    answer = app.test_client().get(f"/datastore/dump/{table['id']}", headers=person("editor"))

    assert CANARY in answer.text
    assert rows(table) == [("data_read", "datastore_dump", "allow")]


def test_a_hidden_table_is_recorded_behind_the_answer(with_table: Make, call: Call) -> None:
    table = with_table(**HIDDEN)

    call("datastore_search", resource_id=table["alias"]).close()

    assert rows(table) == [("data_read", "datastore_search", "deny")]


def test_open_rows_are_nobody_s_business(with_table: Make, call: Call, person: Person) -> None:
    table = with_table(**OPEN)

    call("datastore_search", person("editor"), resource_id=table["id"])

    assert rows(table) == []


def test_rows_that_cannot_be_recorded_are_not_given_out(
    with_table: Make, call: Call, app: Any, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = sa.Table(
        "entries_gone",
        sa.MetaData(schema="dongguan_audit"),
        *(sa.Column(c.name, c.type) for c in entries.columns),
    )
    table, editor = with_table(**CONDITIONAL), person("editor")
    monkeypatch.setattr("ckanext.dongguan.audit.writing.entries", gone)

    answers = [
        call("datastore_search", editor, resource_id=table["id"]),
        call("datastore_info", editor, resource_id=table["id"]),
        app.test_client().get(f"/datastore/dump/{table['id']}", headers=editor),
    ]

    assert [answer.status_code for answer in answers] == [503] * 3
    assert all(CANARY not in answer.text for answer in answers)
    assert "留下记录" in answers[0].get_json()["error"]["message"]
