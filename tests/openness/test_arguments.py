"""An argument of the wrong kind is named or refused, and is no fault of the portal."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from ckan import logic, model
from ckan.tests import factories

from ckanext.dongguan.openness import arguments
from ckanext.dongguan.openness.arguments import TEXTS, not_text

CALLS = [
    ("group_list", {"sort": ["a"]}),
    ("group_list", {"groups": 7}),
    ("group_list", {"all_fields": "maybe"}),
    ("organization_list", {"offset": 10**40}),
    ("tag_list", {"all_fields": "maybe"}),
    ("dongguan_plan_list", {"is_priority": "maybe"}),
    ("dongguan_codelist_show", {"id": "x" * 300}),
    ("help_show", {"name": ["a"]}),
    ("dongguan_emergency_access_request", {"dataset": "x", "reason": "x", "minutes": ""}),
]
UNREADABLE = [
    ("package_list", "limit", ""),
    ("group_list", "limit", ""),
    ("package_search", "facet.mincount", ""),
    ("package_search", "include_private", ""),
    ("package_show", "use_default_schema", "xxx"),
    ("organization_show", "include_datasets", "xxx"),
    ("user_list", "all_fields", ""),
]
HARMLESS = [
    ("dongguan_plan_list", {"essential": {"a": 1}}),
]


@pytest.fixture
def call(app: Any) -> Any:
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    def ask(action: str, **given: Any) -> Any:
        address = f"/api/3/action/{action}"
        return app.test_client().post(address, json=given, headers=headers)

    return ask


@pytest.mark.parametrize("odd", [["a"], {"a": 1}, 5, True])
def test_a_value_that_is_no_text_is_named(call: Any, odd: Any) -> None:
    for action in ("organization_show", "user_show", "package_create"):
        answer = call(action, id=odd, title=odd)

        assert answer.status_code == 409
        assert set(answer.json["error"]) == {"id", "title", "__type"}
        assert "文字" in answer.json["error"]["id"][0]


def test_no_action_breaks_on_odd_values(call: Any) -> None:
    broken = [
        name
        for name in sorted(logic._actions)
        if call(name, **{one: ["a"] for one in TEXTS}).status_code >= 500
    ]

    assert broken == []


def test_no_action_that_reads_breaks_when_nothing_is_given(call: Any) -> None:
    reading = [n for n, a in logic._actions.items() if getattr(a, "side_effect_free", False)]

    broken = [name for name in sorted(reading) if call(name).status_code >= 500]

    assert reading
    assert broken == []


def test_a_dataset_as_it_is_shown_may_be_sent_back(call: Any, dataset: Any) -> None:
    shown = call("package_show", id=dataset()["id"]).json["result"]

    answer = call("package_update", **{**shown, "notes": "换了说明。"})

    assert answer.status_code == 200
    assert answer.json["result"]["notes"] == "换了说明。"


def test_who_writes_may_say_that_there_is_none() -> None:
    given = {"owner_org": None, "extras": [], "q": {"name": "a"}}

    assert not_text("package_patch", given, reads=False) == ["q"]
    assert not_text("organization_list", {"q": None}, reads=True) == ["q"]
    for action in ("datastore_search", "package_search"):
        assert not_text(action, {"q": {"name": "a"}}, reads=True) == []


@pytest.mark.parametrize(("action", "asked"), CALLS, ids=lambda one: str(one)[:40])
def test_a_value_of_the_wrong_kind_is_refused(
    app: Any, action: str, asked: dict[str, Any]
) -> None:
    told = app.post(f"/api/3/action/{action}", json=asked)

    assert told.status_code in {400, 403, 404, 409}
    assert told.json["success"] is False


@pytest.mark.parametrize(("action", "asked"), HARMLESS, ids=lambda one: str(one)[:40])
def test_what_can_be_read_as_text_finds_nothing(
    app: Any, action: str, asked: dict[str, Any]
) -> None:
    told = app.post(f"/api/3/action/{action}", json=asked)

    found = told.json["result"]
    assert told.status_code == 200
    assert not (found["items"] if isinstance(found, dict) else found)


@pytest.mark.parametrize("value", [["a"], 7, {"a": 1}], ids=str)
def test_a_program_is_told_what_to_send_instead(app: Any, value: Any) -> None:
    told = app.post("/api/3/action/member_list", json={"id": value})

    assert told.status_code in {404, 409}
    assert told.json["success"] is False


@pytest.mark.parametrize(("action", "name", "value"), UNREADABLE)
def test_what_core_breaks_on_is_named_in_the_readers_language(
    app: Any, action: str, name: str, value: str
) -> None:
    address = f"/api/3/action/{action}"

    told = {
        language: app.get(f"{language}{address}?{name}={value}", status=409).json["error"]
        for language in ("", "/en")
    }

    assert told[""][name][0].startswith("请填")
    assert told["/en"][name][0].startswith("Write ")


@pytest.mark.parametrize("name", ["resources", "groups", "tags", "extras", "items"])
def test_a_list_of_objects_is_asked_for(call: Any, name: str) -> None:
    for odd in (None, "x", ["a"], {"a": 1}, [{"id": 5}], [{"url": 5}]):
        answer = call("package_create", title="标题", **{name: odd})

        assert answer.status_code == 409
        assert "列表" in answer.json["error"][name][0]


def test_relationships_are_not_taken(call: Any) -> None:
    answer = call("package_create", relationships_as_subject=[{"object": "a"}])

    assert answer.status_code == 409
    assert "关系" in answer.json["error"]["relationships_as_subject"][0]


@pytest.mark.parametrize("value", ["true", "False", "yes", "0"])
def test_words_that_core_reads_go_on(app: Any, value: str) -> None:
    app.get(f"/api/3/action/package_search?rows=0&include_private={value}", status=200)


def test_a_page_is_told_what_is_wrong_with_its_address(app: Any) -> None:
    assert app.get("/plan?is_priority=maybe").status_code == 400


def test_a_statement_of_ours_that_is_wrong_stays_a_fault(portal: None) -> None:
    with pytest.raises(sa.exc.ProgrammingError), arguments.refused():
        model.Session.execute(sa.text("SELECT no_such_column"))

    model.Session.rollback()
