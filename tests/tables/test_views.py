"""Views of resources: their settings may quote what is in the data."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories

from .conftest import CANARY

Tables = dict[str, dict[str, Any]]
Call = Callable[..., Any]
Person = Callable[[str], dict[str, str]]
OTHERS = ("anonymous", "stranger", "other editor")


@pytest.fixture(scope="session")
def views(tables: Tables) -> dict[str, str]:
    """Give one view of each table whose filter quotes a cell, by the table's kind."""
    made = {}
    for kind, table in tables.items():
        view = model.ResourceView(
            id=str(uuid.uuid4()), resource_id=table["id"], view_type="image_view",
            title="视图", description="", config={"filters": {"a": [CANARY]}}, order=0,
        )  # fmt: skip
        model.Session.add(view)
        made[kind] = view.id
    model.Session.commit()
    return made


@pytest.mark.parametrize("who", OTHERS)
def test_a_view_is_shown_to_whoever_may_have_the_data(
    views: dict[str, str], call: Call, person: Person, who: str
) -> None:
    answers = {kind: call("resource_view_show", person(who), id=i) for kind, i in views.items()}

    codes = {kind: answer.status_code for kind, answer in answers.items()}
    assert codes == {"open": 200, "conditional": 403, "hidden": 404}
    assert CANARY in answers["open"].get_json()["result"]["filters"]["a"]
    assert all(CANARY not in answers[k].text for k in ("conditional", "hidden"))


def test_the_right_to_a_view_is_asked_for_where_no_gate_stands_before_it(
    views: dict[str, str], app: Any
) -> None:
    """Code of ours and of other extensions asks by the name of the right alone."""

    def asked(kind: str) -> str:
        try:
            tk.check_access("resource_view_show", {"user": ""}, {"id": views[kind]})
        except (tk.NotAuthorized, tk.ObjectNotFound) as refused:
            return type(refused).__name__
        return "allowed"

    with app.flask_app.test_request_context():
        answers = {kind: asked(kind) for kind in views}

    assert answers == {
        "open": "allowed", "conditional": "NotAuthorized", "hidden": "NotFound",
    }  # fmt: skip


def test_a_hidden_view_answers_like_one_that_never_was(
    views: dict[str, str], call: Call
) -> None:
    for action in ("resource_view_show", "resource_view_update", "resource_view_delete"):
        answers = [call(action, id=i) for i in (views["hidden"], str(uuid.uuid4()))]

        assert [a.status_code for a in answers] == [404, 404]
        assert answers[0].text == answers[1].text


@pytest.mark.parametrize("who", OTHERS)
def test_views_are_listed_for_whoever_may_have_the_data(
    tables: Tables, views: dict[str, str], call: Call, person: Person, who: str
) -> None:
    codes = {
        kind: call("resource_view_list", person(who), id=table["id"]).status_code
        for kind, table in tables.items()
    }

    assert codes == {"open": 200, "conditional": 403, "hidden": 404}


@pytest.mark.parametrize("who", [*OTHERS, "member"])
def test_views_are_changed_by_the_department_alone(
    tables: Tables, views: dict[str, str], call: Call, person: Person, who: str
) -> None:
    view, table = views["open"], tables["open"]["id"]

    codes = [
        call("resource_view_create", person(who), resource_id=table, view_type="image_view"),
        call("resource_view_update", person(who), id=view, title="x", resource_id=table),
        call("resource_view_delete", person(who), id=view),
        call("resource_view_reorder", person(who), id=table, order=[view]),
    ]

    assert [answer.status_code for answer in codes] == [403] * 4
    assert model.ResourceView.get(view).title == "视图"


def test_a_view_of_others_is_not_changed_in_the_name_of_one_s_own_resource(
    views: dict[str, str], call: Call, department: dict[str, Any], dataset: Callable[..., Any]
) -> None:
    """CKAN asks for the right to the resource that the caller names beside the view."""
    own = dataset(resources=[{"name": "eigen", "url": "http://example.invalid/c.csv"}])
    user = factories.UserWithToken()
    headers = {"Authorization": user["token"]}
    model.Session.add(
        model.Member(
            table_name="user", table_id=user["id"], group_id=own["owner_org"], capacity="admin"
        )
    )
    model.Session.commit()
    mine = own["resources"][0]["id"]

    for kind, code in (("open", 403), ("conditional", 403), ("hidden", 404)):
        answer = call(
            "resource_view_update", headers, id=views[kind], resource_id=mine, title="x"
        )

        assert answer.status_code == code
        assert CANARY not in answer.text


@pytest.mark.parametrize("odd", [{}, {"id": 7}, {"id": []}, {"id": {}}, {"id": None}])
@pytest.mark.parametrize(
    "action",
    ["resource_view_show", "resource_view_list", "resource_view_create",
     "resource_view_update", "resource_view_delete", "resource_view_reorder"],
)  # fmt: skip
def test_a_crafted_call_is_refused_without_a_fault(
    portal: None, call: Call, person: Person, action: str, odd: dict[str, Any]
) -> None:
    for who in ("anonymous", "editor"):
        assert call(action, person(who), **odd).status_code in {400, 403, 404, 409}


@pytest.mark.parametrize("kind", ["open", "conditional", "hidden"])
def test_pages_of_views_say_no_more_than_the_actions(
    tables: Tables, views: dict[str, str], app: Any, kind: str
) -> None:
    table = tables[kind]
    page = f"/dataset/{table['package_id']}/resource/{table['id']}"

    # Showing an open view wants its plugin, which is off.
    shown = [f"{page}/view/{views[kind]}"] if kind != "open" else []
    for address in (*shown, f"{page}/view", f"{page}/views", page):
        answer = app.test_client().get(address, follow_redirects=False)

        assert answer.status_code < 500
        assert kind == "open" or CANARY not in answer.text
