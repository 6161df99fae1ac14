"""What waits for a person stands on one page, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.harvest import runs

from ..counting import counted
from .conftest import Remote, register
from .portal_server import OPENED, package
from .test_decisions import UNDECIDED

PAGE = "/dongguan/harvest-decisions"
RECORD = {k: v for k, v in OPENED.items() if k.startswith(("opening", "secrecy"))}


def signed_in(user: dict[str, Any]) -> dict[str, str]:
    token = helpers.call_action("api_token_create", user=user["name"], name="test")["token"]
    return {"Authorization": token}


@pytest.fixture
def operator() -> dict[str, str]:
    return signed_in(factories.Sysadmin())


@pytest.fixture
def clerk(remote: Remote) -> dict[str, str]:
    """Give somebody who changes datasets of the department whose records wait."""
    user = factories.User()
    helpers.call_action(
        "organization_member_create", id=remote.owner, username=user["name"], role="editor"
    )
    return signed_in(user)


def test_the_page_is_for_those_who_decide_about_something(app: Any, remote: Remote) -> None:
    stranger = signed_in(factories.User())

    assert app.get(PAGE, status=403).status_code == 403
    assert app.get(PAGE, headers=stranger, status=403).status_code == 403


def test_a_clerk_decides_about_a_record_of_the_own_department(
    app: Any, remote: Remote, clerk: dict[str, str]
) -> None:
    remote.portal.records = [package(1, extras=UNDECIDED)]
    remote.follow()
    address = f"{PAGE}/{remote.source}?record=yuanjilu-1"

    page = app.get(PAGE, headers=clerk)
    form = app.get(address, headers=clerk)
    short = app.post(address, headers=clerk, data={**RECORD, "secrecy_basis": ""})
    app.post(address, headers=clerk, data=RECORD)

    assert "公交站点第1号" in page.text
    assert "开放决定依据" in form.text
    assert 'role="alert"' in short.text
    assert remote.audience("1") == "open"
    assert "公交站点第1号" not in app.get(PAGE, headers=clerk).text


def test_records_of_other_departments_are_neither_listed_nor_decided(
    app: Any, remote: Remote, new_name: Callable[[str], str]
) -> None:
    remote.portal.records = [package(1, extras=UNDECIDED)]
    remote.follow()
    other = factories.Organization(name=new_name("qita"), title="其他局")
    user = factories.User()
    helpers.call_action(
        "organization_member_create", id=other["id"], username=user["name"], role="editor"
    )
    theirs = signed_in(user)

    page = app.get(PAGE, headers=theirs)
    form = app.get(f"{PAGE}/{remote.source}?record=yuanjilu-1", headers=theirs, status=404)

    assert "公交站点第1号" not in page.text
    assert form.status_code == 404
    assert remote.audience("1") == "government"


def test_a_source_that_shrank_is_confirmed_by_a_button(
    app: Any, remote: Remote, operator: dict[str, str]
) -> None:
    remote.portal.records = [package(n) for n in range(40)]
    remote.follow()
    remote.portal.records = remote.portal.records[:5]
    remote.follow()

    asked = app.get(PAGE, headers=operator)
    app.post(f"/ckan-admin/harvest/{remote.source}/confirm", headers=operator)
    after = app.get(PAGE, headers=operator)

    button = f"/ckan-admin/harvest/{remote.source}/confirm"
    assert button in asked.text
    assert button not in after.text


def test_which_sources_shrank_is_asked_in_one_statement(
    remote: Remote, new_name: Callable[[str], str]
) -> None:
    remote.portal.records = [package(n) for n in range(3)]
    remote.follow()
    remote.portal.records = []
    remote.follow()
    register(new_name("disan"), adapter="ckan", address=remote.portal.url)

    with counted() as asked:
        found = [one for one in runs.shrunk() if one["name"] == remote.source]

    assert len(asked["ckan"]) == 1
    assert "3 条" in found[0]["cause"]


def test_a_code_that_two_sources_claim_stands_on_the_page(
    app: Any, remote: Remote, operator: dict[str, str], new_name: Callable[[str], str]
) -> None:
    code = f"3071500710004/{new_name('1').rpartition('-')[2].zfill(6)}"
    remote.portal.records = [package(1, extras={"resource_code": code})]
    remote.follow()
    second = register(
        new_name("dier"), adapter="ckan", address=remote.portal.url, owner_org=remote.owner,
        limits={"private": True, "calls_per_second": 0},
    )  # fmt: skip
    Remote(portal=remote.portal, source=second, owner=remote.owner).follow()
    model.Session.remove()

    page = app.get(PAGE, headers=operator)

    assert code in page.text
    assert "一数一源" in page.text


def test_the_page_of_a_source_says_when_it_runs_next_and_how_old_its_data_are(
    app: Any, remote: Remote, operator: dict[str, str]
) -> None:
    remote.register(schedule="30 2 * * *", rules={"windows": ["00:00-12:00", "12:00-00:00"]})
    remote.portal.records = [package(1)]
    remote.follow()

    page = app.get(f"/ckan-admin/harvest/{remote.source}", headers=operator).text

    for words in (
        "每天 02:30",
        "下次运行",
        " 02:30",
        "不到 1 小时",
        "00:00-12:00",
        "运行失败时",
        "请求 1 次",
    ):
        assert words in page
