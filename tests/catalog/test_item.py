"""The page of an entry without an open dataset, and the way to ask for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.catalog import entry
from ckanext.dongguan.catalog.letter import Wanted, letter

FILE = [{"name": "表", "format": "CSV", "url": "https://a.example/x.csv"}]
Make = Callable[..., dict[str, Any]]


@pytest.fixture
def office(portal: None, new_name: Callable[[str], str]) -> dict[str, Any]:
    contact = {"contact_office": "信息科", "contact_email": "data@dg.example"}
    return dict(
        factories.Organization(name=new_name("danwei"), title="东莞市测试局", **contact)
    )


@pytest.mark.parametrize(
    ("fields", "is_given", "may_ask"),
    [
        ({"open_class": "unconditional", "resources": FILE}, True, False),
        ({"open_class": "unconditional"}, False, True),
        ({"open_class": "conditional", "resources": FILE}, False, True),
        ({"open_class": "withheld"}, False, False),
    ],
)
def test_what_is_neither_given_nor_withheld_may_be_asked_for(
    fields: dict[str, Any], is_given: bool, may_ask: bool
) -> None:
    assert entry.is_given(fields) is is_given
    assert entry.may_be_asked_for(fields) is may_ask


@pytest.mark.parametrize(("is_conditional", "wish"), [(False, "申请开放"), (True, "申请使用")])
def test_the_letter_names_what_is_asked_for(is_conditional: bool, wish: str) -> None:
    written = letter(
        Wanted(
            title="公交站点", code="307999/1", department="东莞市交通运输局",
            address="https://x/1", is_conditional=is_conditional,
        ),
        date(2026, 3, 1),
    )  # fmt: skip

    assert written.subject == f"{wish}公共数据：公交站点"
    told = ("东莞市交通运输局：", "《公交站点》（信息资源代码 307999/1）", "https://x/1")
    for part in (*told, f"现{wish}以下公共数据"):
        assert part in written.body


def test_an_entry_says_who_holds_it_and_when_it_comes(
    app: Any, dataset: Make, office: dict[str, Any], holder: Make
) -> None:
    made = dataset(owner_org=office["id"], title="东莞市待开放的数据")
    bureau = holder("bureau_reviewer")
    planned = {"title": made["title"], "organization": office["id"], "dataset": made["name"]}
    context = {"user": bureau["name"], "ignore_auth": False}

    before = app.get(f"/catalog/item/{made['name']}").body
    helpers.call_action("dongguan_plan_create", context, due_on="2099-06-30", **planned)
    after = app.get(f"/catalog/item/{made['name']}").body

    assert "年度开放计划尚未列出其开放日期" in before
    assert "将于 2099-06-30 前开放" in after
    assert "信息科" in after
    assert f"/catalog/item/{made['name']}/apply" in after
    # The page of the dataset says so too.
    assert "将于 2099-06-30 前开放" in app.get(f"/dataset/{made['name']}").body


def test_an_entry_with_files_has_the_page_of_its_dataset(app: Any, dataset: Make) -> None:
    made = dataset(resources=FILE)

    page = app.get(f"/catalog/item/{made['name']}", follow_redirects=False)
    apply = app.get(f"/catalog/item/{made['name']}/apply", follow_redirects=False)

    for answer in (page, apply):
        assert answer.status_code == 302
        assert answer.headers["Location"].endswith(f"/dataset/{made['name']}")


def test_the_letter_is_ready_with_the_contact_of_the_department(
    app: Any, dataset: Make, office: dict[str, Any]
) -> None:
    made = dataset(owner_org=office["id"], title="东莞市<待开放>的数据")

    page = app.get(f"/catalog/item/{made['name']}/apply").body

    assert "现申请开放以下公共数据：《东莞市&lt;待开放&gt;的数据》" in page
    assert "mailto:data@dg.example?subject=" in page


def test_what_is_withheld_cannot_be_asked_for(app: Any, dataset: Make) -> None:
    made = dataset(
        open_class="withheld", directory_visibility="public", withheld_basis="依据甲"
    )

    page = app.get(f"/catalog/item/{made['name']}").body
    refused = app.get(f"/catalog/item/{made['name']}/apply", follow_redirects=False)

    assert "依据甲" in page
    assert "申请开放" not in page.split("<main")[1].split("</main>")[0]
    assert refused.headers["Location"].endswith(f"/catalog/item/{made['name']}")


def test_an_entry_that_is_not_public_is_not_there(app: Any, dataset: Make) -> None:
    made = dataset(open_class="withheld", directory_visibility="internal")

    app.get(f"/catalog/item/{made['name']}", status=404)
    app.get(f"/catalog/item/{made['name']}/apply", status=404)
