"""Pages of activities, in our frame and in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import helpers

from .conftest import CANARY, CLOSED, CONDITIONAL

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def page(app: Any) -> Callable[..., Any]:
    def get(address: str, headers: Any = None) -> Any:
        return app.test_client().get(address, headers=headers or {}, follow_redirects=False)

    return get


def newest(dataset: dict[str, Any]) -> str:
    return str(helpers.call_action("package_activity_list", id=dataset["id"])[0]["id"])


def test_everyone_reads_what_was_changed_and_when(with_history: Make, page: Any) -> None:
    made = with_history()

    answer = page(f"/dataset/activity/{made['name']}")

    assert answer.status_code == 200
    assert "变更记录" in answer.text
    assert "列入目录" in answer.text
    assert CANARY not in answer.text
    assert "金丝雀经办人" not in answer.text
    assert "activity.css" not in answer.text


def test_the_department_reads_who_and_what(
    with_history: Make, page: Any, clerk: dict[str, Any]
) -> None:
    made = with_history()

    listed = page(f"/dataset/activity/{made['name']}", clerk["headers"])
    changed = page(f"/dataset/changes/{newest(made)}", clerk["headers"])
    version = page(f"/dataset/{made['name']}/history/{newest(made)}", clerk["headers"])

    assert "金丝雀经办人" in listed.text
    assert f"/dataset/changes/{newest(made)}" in listed.text
    assert CANARY in changed.text
    assert "新标题" in changed.text
    assert "标题" in changed.text
    assert version.status_code == 200


@pytest.mark.parametrize(
    ("now", "code"),
    [({}, 403), (CONDITIONAL, 403), (CLOSED, 404)],
    ids=["open", "cond", "closed"],
)
def test_earlier_versions_are_the_department_s(
    with_history: Make, page: Any, now: dict[str, str], code: int
) -> None:
    made = with_history(**now)
    activity = newest(made)

    for address in (f"/dataset/changes/{activity}",
                    f"/dataset/{made['name']}/history/{activity}",
                    f"/dataset/{made['name']}?activity_id={activity}"):  # fmt: skip
        answer = page(address)
        assert answer.status_code in {code, 302, 404}, address
        assert CANARY not in answer.text


@pytest.mark.parametrize(
    ("now", "code"),
    [({}, 200), (CONDITIONAL, 403), (CLOSED, 404)],
    ids=["open", "cond", "closed"],
)
def test_the_page_of_changes_is_decided_by_the_policy(
    with_history: Make, page: Any, now: dict[str, str], code: int
) -> None:
    made = with_history(**now)

    assert page(f"/dataset/activity/{made['name']}").status_code == code
    link = f"/dataset/activity/{made['name']}"
    assert (link in page(f"/dataset/{made['name']}").text) is (code == 200)


def test_pages_that_show_too_much_are_gone(
    with_history: Make, page: Any, clerk: dict[str, Any]
) -> None:
    made = with_history()
    activity = newest(made)
    gone = (
        f"/dataset/{made['id']}/resources/x/history/{activity}",
        f"/dataset/changes_multiple?new_id={activity}&old_id={activity}",
        "/dataset/changes_multiple", f"/organization/changes/{activity}",
        "/organization/changes_multiple", f"/group/changes/{activity}",
        f"/user/activity/{clerk['name']}", "/testing/dashboard", "/ckan-admin/activities",
    )  # fmt: skip

    for headers in ({}, clerk["headers"]):
        assert {page(address, headers).status_code for address in gone} == {404}


def test_departments_and_themes_tell_what_is_public(
    with_history: Make, page: Any, department: dict[str, Any]
) -> None:
    shown = with_history()
    hidden = with_history(**CLOSED)

    answer = page(f"/organization/activity/{department['name']}")

    assert answer.status_code == 200
    assert shown["id"] in answer.text
    assert hidden["id"] not in answer.text
    assert CANARY not in answer.text


@pytest.mark.parametrize("query", ["before=x", "after=1e300", "before=nan", "activity_type=x"])
def test_odd_addresses_end_without_a_fault(with_history: Make, page: Any, query: str) -> None:
    made = with_history()

    for address in (
        f"/dataset/activity/{made['name']}",
        f"/organization/activity/{made['owner_org']}",
    ):
        assert page(f"{address}?{query}").status_code < 500


def test_feeds_tell_what_everyone_finds(
    with_history: Make, page: Any, department: dict[str, Any]
) -> None:
    shown, hidden = with_history(), with_history(**CLOSED)
    conditional = with_history(**CONDITIONAL)

    for address in ("/feeds/dataset.atom", f"/feeds/organization/{department['name']}.atom",
                    f"/feeds/custom.atom?q={hidden['name']}"):  # fmt: skip
        answer = page(address)
        assert answer.status_code == 200
        assert hidden["id"] not in answer.text
        assert f"/dataset/{hidden['name']}" not in answer.text
        assert CANARY not in answer.text
    text = page(f"/feeds/organization/{department['name']}.atom").text
    assert shown["name"] in text
    assert conditional["name"] in text


def test_a_version_names_what_codes_and_ids_stand_for(
    with_history: Make, page: Any, clerk: dict[str, Any]
) -> None:
    made = with_history(license_id="dg-open")

    version = page(f"/dataset/{made['name']}/history/{newest(made)}", clerk["headers"]).text

    assert "公共数据开放许可" in version
    assert f"<td>{made['owner_org']}</td>" not in version
    assert made["organization"]["title"] in version
