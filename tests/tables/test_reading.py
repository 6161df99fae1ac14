"""Rows on their way out of the DataStore, over HTTP."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.tests import helpers

from .conftest import CANARY, COLUMN, HIDDEN, OPEN

Make = Callable[..., dict[str, Any]]
Call = Callable[..., Any]
Person = Callable[[str], dict[str, str]]

Tables = dict[str, dict[str, Any]]

QUERIES: list[dict[str, Any]] = [
    {},
    {"limit": 0},
    {"limit": 0, "include_total": True},
    {"limit": 1, "records_format": "csv"},
    {"distinct": True, "fields": COLUMN},
    {"filters": {COLUMN: CANARY}, "limit": 0},
    {"q": CANARY},
    {"resource": {"package_id": "own"}, "package": {"private": False}, "ignore_auth": True},
]


def test_open_rows_are_for_everyone(tables: Tables, call: Call) -> None:
    resource = tables["open"]

    answers = [
        call("datastore_search", resource_id=resource[key]).get_json()["result"]
        for key in ("id", "alias")
    ]

    assert [a["total"] for a in answers] == [2, 2]
    assert answers[0]["records"][0][COLUMN] == CANARY


@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("who", ["anonymous", "stranger", "other editor"])
def test_conditional_rows_are_refused_with_the_way_to_get_them(
    tables: Tables, call: Call, person: Person, query: dict[str, Any], who: str
) -> None:
    resource = tables["conditional"]
    headers = person(who)

    for name in (resource["id"], resource["alias"]):
        answer = call("datastore_search", headers, resource_id=name, **query)

        assert answer.status_code == 403
        message = answer.get_json()["error"]["message"]
        assert "申请" in message
        assert CANARY not in answer.text
        assert resource["id"] not in message


@pytest.mark.parametrize("action", ["datastore_search", "datastore_info"])
@pytest.mark.parametrize("who", ["anonymous", "stranger", "other editor"])
def test_hidden_rows_answer_like_rows_that_never_were(
    tables: Tables, call: Call, person: Person, action: str, who: str
) -> None:
    resource, headers = tables["hidden"], person(who)
    names = (
        resource["id"],
        resource["alias"],
        str(uuid.uuid4()),
        "meiyou",
        resource["id"].upper(),
    )

    answers = [call(action, headers, resource_id=name) for name in names]

    assert {a.status_code for a in answers} == {404}
    assert len({a.text for a in answers}) == 1


@pytest.mark.parametrize("kind", ["conditional", "hidden"])
@pytest.mark.parametrize("who", ["editor", "admin"])
def test_the_department_reads_its_rows(
    tables: Tables, call: Call, person: Person, kind: str, who: str
) -> None:
    resource = tables[kind]

    answer = call("datastore_search", person(who), resource_id=resource["alias"])

    assert answer.get_json()["result"]["total"] == 2
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "name", ["_table_metadata", "_table_stats", "pg_class", "_foo", "", " "]
)
@pytest.mark.parametrize("action", ["datastore_search", "datastore_info", "datastore_upsert"])
def test_tables_of_the_system_are_none(
    tables: Tables, call: Call, person: Person, name: str, action: str
) -> None:
    for who in ("anonymous", "editor"):
        answer = call(action, person(who), resource_id=name, records=[])

        assert answer.status_code in {404, 409}, answer.text


@pytest.mark.parametrize(
    "name",
    [None, 7, ["a"], {"a": "b"}, True, "a" * 3000, "a\\", '"; DROP TABLE x; --', "\u202e"],
)
@pytest.mark.parametrize(
    "action",
    ["datastore_search", "datastore_info", "datastore_create", "datastore_upsert",
     "datastore_delete", "datastore_records_delete", "datastore_run_triggers"],
)  # fmt: skip
def test_a_crafted_name_is_refused_without_a_fault(
    portal: None, call: Call, action: str, name: Any
) -> None:
    answer = call(action, resource_id=name, records=[], filters={})

    assert answer.status_code in {400, 403, 404, 409}, answer.text


def test_two_names_in_one_call_are_refused(tables: Tables, call: Call) -> None:
    own, secret = tables["open"], tables["hidden"]

    for first, second in ((own, secret), (secret, own)):
        for action in ("datastore_search", "datastore_info"):
            answer = call(action, resource_id=first["id"], id=second["id"])

            assert answer.status_code == 409
            assert CANARY not in answer.text


def test_the_name_of_a_resource_is_no_id(with_table: Make, dataset: Make, call: Call) -> None:
    """A table without a resource cannot be had by calling another resource like it."""
    secret = with_table(**HIDDEN)
    model.Session.execute(
        model.Resource.__table__.delete().where(model.Resource.__table__.c.id == secret["id"])
    )
    model.Session.commit()
    helpers.call_action(
        "resource_create",
        package_id=dataset(**OPEN)["id"],
        name=secret["id"],
        url="http://example.invalid/b.csv",
    )

    answers = [call("datastore_search", resource_id=secret[k]) for k in ("id", "alias")]

    assert [a.status_code for a in answers] == [404, 404]


def test_how_large_all_tables_are_is_not_told(tables: Tables, call: Call) -> None:
    info = call("datastore_info", resource_id=tables["open"]["id"]).get_json()["result"]

    assert info["meta"]["count"] == 2
    assert "db_size" not in info["meta"]


def test_a_wrong_query_is_told_without_the_words_of_the_database(
    tables: Tables, call: Call
) -> None:
    resource = tables["open"]

    answer = call("datastore_search", resource_id=resource["id"], filters={"n": "keins"})

    assert answer.status_code == 409
    assert "SELECT" not in answer.text
    assert "数据项" in answer.get_json()["error"]["query"][0]


def test_sql_has_no_door(portal: None, call: Call) -> None:
    answer = call("datastore_search_sql", sql='SELECT * FROM "_table_metadata"')

    assert answer.status_code == 400
    assert "没有这个操作" in answer.json


@pytest.mark.parametrize(
    "query",
    [{"filters": []}, {"filters": 1}, {"filters": "x"}, {"filters": {"n": {"gt": {}}}},
     {"filters": {"n": [[]]}}, {"filters": {"": 1}}, {"q": {"n": {}}}, {"q": 1}, {"q": []},
     {"sort": {}}, {"sort": [1]}, {"sort": "n; DROP TABLE x"}, {"fields": {}}, {"fields": [1]},
     {"limit": -1}, {"limit": "x"}, {"limit": 10**30}, {"offset": -1}, {"offset": 10**30},
     {"language": "x\"; --"}, {"plain": []}, {"distinct": "x"}, {"records_format": "exe"},
     {"include_total": {}}, {"full_text": "a & | b"}, {"q": "a & | b", "plain": False}],
    ids=str,
)  # fmt: skip
def test_odd_wishes_end_without_a_fault(
    tables: Tables, call: Call, query: dict[str, Any]
) -> None:
    answer = call("datastore_search", resource_id=tables["open"]["id"], **query)

    assert answer.status_code in {200, 400, 409}, answer.text
    assert "SELECT" not in answer.text
