"""Lists of activities show what may be seen now, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.tests import factories, helpers

from ..counting import counted
from .conftest import CANARY, CLOSED, CONDITIONAL, NOTES

Make = Callable[..., dict[str, Any]]
Ask = Callable[..., Any]


def lists(dataset: dict[str, Any], theme: str = "") -> dict[str, dict[str, Any]]:
    """Name every list in which an activity of a dataset could stand."""
    return {
        "organization_activity_list": {"id": dataset["owner_org"]},
        "recently_changed_packages_activity_list": {},
        **({"group_activity_list": {"id": theme}} if theme else {}),
    }


def theme_of(dataset: dict[str, Any]) -> str:
    """Put a dataset into a theme of its own."""
    theme = model.Group(name=f"zhuti-{dataset['name']}", title="主题", type="group")
    model.Session.add(theme)
    model.Session.flush()
    member = model.Member(group=theme, table_id=dataset["id"], table_name="package")
    model.Session.add(member)
    model.Session.commit()
    return str(theme.id)


def about(answer: Any, dataset: dict[str, Any]) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    return [a for a in answer.get_json()["result"] if a["object_id"] == dataset["id"]]


@pytest.mark.parametrize("now", [CLOSED, CONDITIONAL], ids=["closed", "conditional"])
def test_what_is_closed_later_leaves_every_list(
    with_history: Make, ask: Ask, now: dict[str, str]
) -> None:
    made = with_history()
    theme = theme_of(made)
    before = {k: about(ask(k, **v), made) for k, v in lists(made, theme).items()}

    helpers.call_action("package_patch", id=made["id"], **now)

    assert all(before.values()), before
    stranger = {"Authorization": factories.UserWithToken()["token"]}
    for headers in ({}, stranger):
        for action, wish in lists(made, theme).items():
            answer = ask(action, headers, **wish, limit=100)
            assert about(answer, made) == [], action
            assert CANARY not in answer.text
            assert NOTES not in answer.text


def test_open_history_says_what_and_when_and_no_more(
    with_history: Make, ask: Ask, clerk: dict[str, Any]
) -> None:
    made = with_history()

    answer = ask("package_activity_list", id=made["name"])

    found = about(answer, made)
    assert [a["activity_type"] for a in found] == ["changed package", "new package"]
    assert {a["data"]["package"]["title"] for a in found} == {"新标题"}
    assert {a["user_id"] for a in found} == {None}
    assert not any(w in answer.text for w in (CANARY, NOTES, clerk["id"], clerk["name"]))


def test_the_department_sees_who_did_what(
    with_history: Make, ask: Ask, clerk: dict[str, Any]
) -> None:
    made = with_history(**CLOSED)

    found = about(ask("package_activity_list", clerk["headers"], id=made["id"]), made)

    assert [a["data"]["package"]["title"] for a in found] == ["新标题", "新标题", CANARY]
    assert {a["user_id"] for a in found[:2]} == {clerk["id"]}


@pytest.mark.parametrize(
    ("now", "code"),
    [({}, 200), (CONDITIONAL, 403), (CLOSED, 404)],
    ids=["open", "cond", "closed"],
)
def test_the_history_of_one_dataset_is_decided_by_the_policy(
    with_history: Make, ask: Ask, now: dict[str, str], code: int
) -> None:
    made = with_history(**now)
    activities = helpers.call_action("package_activity_list", id=made["id"])

    assert ask("package_activity_list", id=made["id"]).status_code == code
    for activity in activities:
        shown = ask("activity_show", id=activity["id"])
        assert shown.status_code == code
        assert CANARY not in shown.text
        for action in ("activity_data_show", "activity_diff"):
            answer = ask(action, id=activity["id"], object_type="package")
            assert answer.status_code == (404 if now == CLOSED else 403)
            assert CANARY not in answer.text


def test_a_hidden_activity_answers_like_one_that_never_was(
    with_history: Make, ask: Ask
) -> None:
    made = with_history(**CLOSED)
    hidden = helpers.call_action("package_activity_list", id=made["id"])[0]["id"]

    for action in ("activity_show", "activity_data_show", "activity_diff"):
        answers = [ask(action, id=i, object_type="package") for i in (hidden, "meiyou")]

        assert [a.status_code for a in answers] == [404, 404]
        assert answers[0].text == answers[1].text


def test_a_preview_of_a_hidden_dataset_is_told_to_nobody(with_history: Make, ask: Ask) -> None:
    """CKAN shows activities of views to everyone: they carry no labels."""
    made = with_history(**CLOSED)
    helpers.call_action(
        "activity_create", user_id=made["creator_user_id"] or helpers.call_action(
            "get_site_user", {"ignore_auth": True})["name"],
        object_id=made["id"], activity_type="new resource view",
        data={"title": CANARY, "package_id": made["id"]},
    )  # fmt: skip

    answer = ask("organization_activity_list", id=made["owner_org"])

    assert about(answer, made) == []
    assert CANARY not in answer.text


def test_pages_are_as_full_as_if_nothing_were_hidden(
    with_history: Make, ask: Ask, department: dict[str, Any]
) -> None:
    shown = with_history()
    for _ in range(3):
        with_history(**CLOSED)

    first = ask("organization_activity_list", id=department["id"], limit=2).get_json()["result"]
    rest = ask("organization_activity_list", id=department["id"], limit=2, offset=1)

    assert [a["object_id"] for a in first] == [shown["id"]] * 2
    assert next(a["object_id"] for a in rest.get_json()["result"]) == shown["id"]


def test_what_people_do_and_follow_is_their_own(
    with_history: Make, ask: Ask, clerk: dict[str, Any]
) -> None:
    with_history()
    stranger = {"Authorization": factories.UserWithToken()["token"]}

    for headers in ({}, stranger):
        assert ask("user_activity_list", headers, id=clerk["name"]).status_code in {
            400,
            403,
            404,
        }


@pytest.mark.parametrize(
    "odd",
    [{"limit": "x"}, {"limit": -1}, {"offset": "x"}, {"limit": 10**9}, {"before": "x"},
     {"after": "1e30"}, {"before": "-1e30"}, {"activity_types": "x"}, {"include_data": "x"},
     {"include_hidden_activity": "true"}, {"after": "nan"}, {"limit": "0"}],
    ids=str,
)  # fmt: skip
def test_odd_wishes_end_without_a_fault(
    with_history: Make, ask: Ask, odd: dict[str, Any]
) -> None:
    made = with_history()

    for action in ("package_activity_list", "organization_activity_list"):
        wish = {"id": made["id" if action.startswith("package") else "owner_org"], **odd}
        assert ask(action, **wish).status_code in {200, 400, 409}, action


@pytest.mark.parametrize("action", ["activity_show", "activity_data_show", "activity_diff"])
def test_a_crafted_id_is_refused_without_a_fault(portal: None, app: Any, action: str) -> None:
    for given in ({}, {"id": 7}, {"id": []}, {"id": "a\0b"}, {"id": None}, {"id": "x" * 5000}):
        answer = app.test_client().post(f"/api/3/action/{action}", json=given)

        assert answer.status_code in {400, 404, 409}, given


def test_a_change_without_an_account_is_the_portal_s_own(dataset: Make, ask: Ask) -> None:
    made = dataset()

    helpers.call_action("package_patch", {"user": ""}, id=made["id"], title="由门户修改")

    newest = helpers.call_action("package_activity_list", id=made["id"])[0]
    assert model.User.get(newest["user_id"]).name == "dongguan"


def test_changes_that_answer_with_an_id_alone_are_noted_too(
    portal: None, new_name: Callable[[str], str]
) -> None:
    context = {"user": "dongguan", "return_id_only": True}

    made = helpers.call_action(
        "organization_create", context, name=new_name("bumen"), title="东莞市测试局"
    )

    found = helpers.call_action("organization_activity_list", id=made)
    assert [a["activity_type"] for a in found] == ["new organization"]


def test_what_becomes_of_accounts_is_kept_elsewhere(portal: None) -> None:
    user = factories.User()

    assert helpers.call_action("user_activity_list", id=user["id"]) == []


def test_a_list_about_many_datasets_asks_no_more_than_one_about_few(
    dataset: Make, department: dict[str, Any], clerk: dict[str, Any], ask: Ask
) -> None:
    def cost() -> int:
        with counted() as asked:
            answer = ask(
                "organization_activity_list", clerk["headers"], id=department["id"], limit=30
            )
        assert answer.status_code == 200
        return len(asked["ckan"])

    for _ in range(2):
        dataset()
    few = [cost(), cost()][-1]
    for _ in range(6):
        dataset()

    assert cost() == few
