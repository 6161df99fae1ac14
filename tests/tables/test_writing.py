"""Rows on their way into the DataStore, over HTTP."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories, helpers

from .conftest import CANARY, COLUMN, HIDDEN, OPEN

Make = Callable[..., dict[str, Any]]
Tables = dict[str, dict[str, Any]]
Call = Callable[..., Any]
Person = Callable[[str], dict[str, str]]

CHANGES: dict[str, dict[str, Any]] = {
    "datastore_create": {"fields": [{"id": "neu", "type": "text"}], "force": True},
    "datastore_upsert": {"records": [{COLUMN: "x"}], "method": "insert", "force": True},
    "datastore_delete": {"force": True},
    "datastore_records_delete": {"filters": {}, "force": True},
    "datastore_run_triggers": {},
}
OTHERS = ("anonymous", "stranger", "other editor", "member")


@pytest.mark.parametrize("action", CHANGES)
@pytest.mark.parametrize("who", OTHERS[:3])
def test_rows_are_changed_by_the_department_alone(
    tables: Tables, call: Call, person: Person, action: str, who: str
) -> None:
    codes = {
        kind: call(action, person(who), resource_id=table["id"], **CHANGES[action]).status_code
        for kind, table in tables.items()
    }

    assert codes == {"open": 403, "conditional": 403, "hidden": 404}
    for table in tables.values():
        found = helpers.call_action("datastore_search", resource_id=table["id"])
        assert found["total"] == 2


@pytest.mark.parametrize("action", CHANGES)
@pytest.mark.parametrize("who", OTHERS)
def test_a_change_of_an_open_table_needs_the_right_to_edit(
    tables: Tables, call: Call, person: Person, action: str, who: str
) -> None:
    answer = call(action, person(who), resource_id=tables["open"]["id"], **CHANGES[action])

    assert answer.status_code == 403


@pytest.mark.parametrize("action", CHANGES)
@pytest.mark.parametrize("who", ["anonymous", "stranger", "other editor"])
def test_changes_of_hidden_tables_answer_like_those_of_none(
    tables: Tables, call: Call, person: Person, action: str, who: str
) -> None:
    names = (tables["hidden"]["id"], tables["hidden"]["alias"], str(uuid.uuid4()))

    answers = [call(action, person(who), resource_id=n, **CHANGES[action]) for n in names]

    assert {a.status_code for a in answers} == {404}
    assert len({a.text for a in answers}) == 1


def test_an_editor_changes_the_rows_of_the_department(
    with_table: Make, call: Call, person: Person
) -> None:
    table, editor = with_table(**HIDDEN), person("editor")

    for action in ("datastore_upsert", "datastore_records_delete", "datastore_delete"):
        answer = call(action, editor, resource_id=table["id"], **CHANGES[action])

        assert answer.status_code == 200, answer.text


def test_a_foreign_resource_in_the_body_opens_nothing(
    tables: Tables, call: Call, person: Person
) -> None:
    """The right to another dataset, named beside the table, is not asked for."""
    other = person("other editor")
    own = helpers.call_action("organization_list_for_user", {"user": ""}, permission="read")
    tricks: list[dict[str, Any]] = [
        {"resource": {"package_id": tables["open"]["package_id"]}},
        {"package_id": "x", "owner_org": own[0]["id"] if own else "", "private": False},
        {"context": {"ignore_auth": True}, "ignore_auth": True, "user": "admin"},
    ]

    for trick in tricks:
        answer = call(
            "datastore_upsert", other, resource_id=tables["hidden"]["id"], **trick, records=[]
        )

        assert answer.status_code == 404


@pytest.mark.parametrize("resource", ["x", 7, [], {"package_id": ["a"]}, {"url": "x"}, {}])
def test_a_new_table_without_a_dataset_is_refused(
    portal: None, call: Call, person: Person, resource: Any
) -> None:
    answer = call("datastore_create", person("editor"), resource=resource)

    assert answer.status_code == 409


def test_a_new_table_in_a_dataset_of_others_is_refused(
    tables: Tables, call: Call, person: Person
) -> None:
    def create(package_id: str, who: str) -> int:
        answer = call("datastore_create", person(who), resource={"package_id": package_id})
        return int(answer.status_code)

    hidden, visible = (tables[k]["package_id"] for k in ("hidden", "conditional"))

    assert [create(hidden, w) for w in OTHERS[:3]] == [404, 404, 404]
    assert [create(str(uuid.uuid4()), w) for w in OTHERS[:3]] == [404, 404, 404]
    assert [create(visible, w) for w in OTHERS] == [403, 403, 403, 403]
    assert create(visible, "editor") == 200


@pytest.mark.parametrize(
    "alias", ["{hidden}", "_table_metadata", "x" * 64, "莞" * 22, "a\nb", "{HIDDEN}"]
)
def test_an_alias_passes_for_no_other_table(
    with_table: Make, tables: Tables, call: Call, person: Person, alias: str
) -> None:
    hidden = tables["hidden"]["id"]
    alias = alias.format(hidden=hidden, HIDDEN=hidden.upper())

    for aliases in ([alias], f'"{alias}",b'):
        answer = call(
            "datastore_create", person("editor"),
            resource_id=tables["open"]["id"], aliases=aliases, force=True,
        )  # fmt: skip

        assert answer.status_code == 409, answer.text
    assert CANARY not in answer.text


def test_triggers_are_functions_of_nobody(portal: None, call: Call, person: Person) -> None:
    sysadmin = {"Authorization": factories.SysadminWithToken()["token"]}
    function = {"name": "f", "rettype": "trigger", "definition": "BEGIN RETURN NEW; END;"}

    for headers in ({}, person("editor"), sysadmin):
        made = call("datastore_function_create", headers, **function)
        gone = call("datastore_function_delete", headers, name="populate_full_text_trigger")

        assert (made.status_code, gone.status_code) == (400, 400)
        assert "没有这个操作" in made.json


@pytest.mark.parametrize("action", ["datastore_create", "datastore_upsert", "datastore_delete"])
@pytest.mark.parametrize(
    "odd",
    [{"records": "x"}, {"records": [1]}, {"records": [{COLUMN: {"a": []}}]}, {"fields": "x"},
     {"fields": [{"id": 1}]}, {"fields": [{"id": "x", "type": "nichts"}]}, {"indexes": 5},
     {"primary_key": {}}, {"triggers": "x"}, {"method": "exe"}, {"filters": [1]},
     {"filters": {"nichts": 1}}, {"records": [{"nichts": 1}]}, {"aliases": {}}],
    ids=str,
)  # fmt: skip
def test_odd_changes_end_without_a_fault(
    tables: Tables, call: Call, person: Person, action: str, odd: dict[str, Any]
) -> None:
    asked = {"filters": {"n": 99}, "method": "insert", **odd, "force": True}
    if action != "datastore_delete":
        asked.pop("filters", None)

    answer = call(action, person("editor"), resource_id=tables["conditional"]["id"], **asked)

    assert answer.status_code in {200, 400, 409}, answer.text
    assert "INSERT INTO" not in answer.text


def test_open_tables_are_read_after_all_this(tables: Tables, call: Call) -> None:
    found = call("datastore_search", resource_id=tables["open"]["id"]).get_json()["result"]

    assert found["total"] == 2
    assert OPEN
