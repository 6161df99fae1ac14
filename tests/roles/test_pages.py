"""The page of roles and the command, as a security administrator uses them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.roles import cli

from ..commands import call
from ..counting import counted
from .conftest import held

Make = Callable[..., dict[str, Any]]
PAGE = "/dongguan/roles"


def test_a_role_is_granted_and_taken_back_on_the_page(
    signed_in: Callable[..., Any], security: dict[str, Any], person: dict[str, Any]
) -> None:
    browser = signed_in(security)

    told = browser.post(PAGE, data={"user": person["name"], "role": "auditor"})
    page = browser.get(PAGE)

    assert "已担任“审计员”" in told.text
    assert held(person) == [{"role": "auditor", "organization": None}]
    assert person["name"] in page.text

    (grant,) = helpers.call_action("dongguan_role_grant_list", user=person["id"])
    told = browser.post(f"{PAGE}/{grant['id']}/revoke")
    again = browser.post(f"{PAGE}/{grant['id']}/revoke")

    assert "不再担任“审计员”" in told.text
    assert "它已经结束" in again.text
    assert held(person) == []
    assert person["name"] in browser.get(f"{PAGE}?all=true").text


def test_an_english_page_names_departments_in_english(
    signed_in: Callable[..., Any], security: dict[str, Any], person: dict[str, Any]
) -> None:
    helpers.call_action("dongguan_directory_prepare")
    browser = signed_in(security)
    wish = {"user": person["name"], "role": "department_clerk", "organization": "dg-jtysj"}

    browser.post(PAGE, data=wish)
    page = browser.get(f"/en{PAGE}")

    assert person["name"] in page.text
    assert "Dongguan Transport Bureau" in page.text
    assert "东莞市交通运输局" not in page.text


def test_a_refused_wish_stays_in_the_form_with_the_cause(
    signed_in: Callable[..., Any], security: dict[str, Any], person: dict[str, Any]
) -> None:
    answer = signed_in(security).post(
        PAGE, data={"user": person["name"], "role": "department_clerk"}
    )

    assert answer.status_code == 400
    assert "请选择部门" in answer.text
    assert f'value="{person["name"]}"' in answer.text


def test_an_auditor_sees_roles_and_no_buttons(
    signed_in: Callable[..., Any], holder: Make
) -> None:
    browser = signed_in(holder("auditor"))

    page = browser.get(PAGE)

    assert page.status_code == 200
    assert "revoke" not in page.text
    assert browser.post(PAGE, data={"user": "x", "role": "auditor"}).status_code == 403


@pytest.mark.parametrize("who", ["anonymous", "sysadmin", "registered"])
def test_others_do_not_see_the_page(app: Any, signed_in: Callable[..., Any], who: str) -> None:
    people = {"sysadmin": factories.Sysadmin, "registered": factories.User}
    browser = signed_in(people[who]()) if who in people else app.test_client()

    assert browser.get(PAGE).status_code == 403


def test_the_head_of_a_page_leads_there_only_those_who_may_go(
    app: Any, signed_in: Callable[..., Any], security: dict[str, Any], person: dict[str, Any]
) -> None:
    assert "安全与审计" in signed_in(security).get("/").text
    assert "安全与审计" not in signed_in(person).get("/").text
    assert "安全与审计" not in app.test_client().get("/").text


def test_the_page_costs_few_statements(
    signed_in: Callable[..., Any], security: dict[str, Any], holder: Make
) -> None:
    """However many people hold roles."""
    for _ in range(3):
        holder("bureau_reviewer")
    browser = signed_in(security)
    browser.get(PAGE)

    with counted() as cost:
        browser.get(PAGE)

    assert len(cost["ckan"]) <= 16, cost["ckan"]


@pytest.fixture
def run(app: Any) -> Callable[..., Any]:
    """Call the command."""
    return partial(call, cli.roles)


def test_the_command_grants_in_the_name_of_a_security_administrator(
    run: Callable[..., Any], security: dict[str, Any], person: dict[str, Any]
) -> None:
    done = run("grant", person["name"], "auditor", "--by", security["name"])

    assert done.exit_code == 0, done.output
    assert held(person) == [{"role": "auditor", "organization": None}]
    number = done.output.split("\t")[0].split()[-1]
    assert run("revoke", number, "--by", security["name"]).exit_code == 0
    assert held(person) == []


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (["grant", "{person}", "auditor"], "只有安全管理员"),
        (["grant", "{person}", "auditor", "--by", "{person}"], "只有安全管理员"),
        (["grant", "nobody-at-all", "auditor", "--by", "{security}"], "没有名称相符"),
        (["revoke", "999999", "--by", "{security}"], "没有这条"),
    ],
)
def test_the_command_refuses_with_a_sentence(
    run: Callable[..., Any],
    security: dict[str, Any],
    person: dict[str, Any],
    words: list[str],
    cause: str,
) -> None:
    names = {"person": person["name"], "security": security["name"]}

    done = run(*(word.format(**names) for word in words))

    assert done.exit_code == 1
    assert cause in done.output
    assert "Traceback" not in done.output
    assert held(person) == []


def test_the_form_offers_every_department(
    signed_in: Callable[..., Any], security: dict[str, Any], department: dict[str, Any]
) -> None:
    page = signed_in(security).get(PAGE).text

    assert f'<option value="{department["id"]}">{department["title"]}</option>' in page
