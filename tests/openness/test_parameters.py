"""A call of the API with a list, number or object in the place of a text is told so."""

from __future__ import annotations

from typing import Any

import pytest
from ckan import logic
from ckan.tests import factories

from ckanext.dongguan.openness.parameters import TEXTS, not_text

Answer = dict[str, Any]


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
