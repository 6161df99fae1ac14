"""Page, API and workbook say the same of the same directory."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import ckan.plugins.toolkit as tk
import openpyxl
import pytest
from ckan import model
from ckan.common import config
from ckan.tests import factories, helpers

from ckanext.dongguan import clock

COMPARED = "ckanext.dongguan.coverage.compare_in_public"
TODAY = clock.today()
FACTS = {"items": 20, "basis": "测试清单〔2026〕1号", "declared_on": "2026-01-31"}


@pytest.fixture
def offices(portal: None, new_name: Callable[[str], str]) -> list[dict[str, Any]]:
    return [
        dict(factories.Organization(name=new_name("fugailv"), provider_class=kind))
        for kind in ("city", "town")
    ]


@pytest.fixture
def datasets(
    dataset: Callable[..., dict[str, Any]], offices: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    first, second = (one["id"] for one in offices)
    file = [{"name": "表", "format": "CSV", "url": "https://a.example/x.csv"}]
    fresh, stale = TODAY.isoformat(), (TODAY - timedelta(days=46)).isoformat()
    return [
        dataset(owner_org=first, resources=file, data_updated_on=fresh),
        dataset(owner_org=first, resources=file, data_updated_on=stale),
        dataset(owner_org=first, open_class="conditional", resources=file),
        dataset(owner_org=first, update_frequency="irregular"),
        dataset(owner_org=first, open_class="withheld", directory_visibility="internal"),
        dataset(owner_org=second, data_updated_on=fresh),
    ]


@pytest.fixture
def bureau(holder: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    return holder("bureau_reviewer")


def asked(user: str = "") -> dict[str, Any]:
    context = {"user": user, "ignore_auth": False}
    return dict(helpers.call_action("dongguan_coverage_show", context))


def rates(row: dict[str, Any]) -> dict[str, tuple[int, int | None]]:
    return {name: (one["part"], one["whole"]) for name, one in row["rates"].items()}


@pytest.mark.usefixtures("datasets")
def test_a_department_is_measured_by_its_own_numbers(
    offices: list[dict[str, Any]], bureau: dict[str, Any]
) -> None:
    context = {"user": bureau["name"], "ignore_auth": False}
    helpers.call_action("dongguan_declared_list_update", context, id=offices[0]["id"], **FACTS)

    rows = {one["name"]: rates(one) for one in asked(bureau["name"])["departments"]}

    assert rows[offices[0]["name"]] == {
        "catalogued": (5, 20), "attached": (3, 5), "opened": (2, 5), "on_time": (1, 3),
    }  # fmt: skip
    assert rows[offices[1]["name"]] == {
        "catalogued": (1, None), "attached": (0, 1), "opened": (0, 1), "on_time": (1, 1),
    }  # fmt: skip


@pytest.mark.usefixtures("datasets")
def test_page_api_and_workbook_are_equal(
    app: Any, offices: list[dict[str, Any]], bureau: dict[str, Any]
) -> None:
    headers = {"Authorization": bureau["token"]}
    answer = asked(bureau["name"])

    page = app.get("/coverage", headers=headers).body
    book = app.get("/coverage/coverage.xlsx", headers=headers)

    titles = {one["title"]: one for one in answer["departments"]}
    rows = list(openpyxl.load_workbook(BytesIO(book.data)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    given = {row[0]: list(row[1:]) for row in rows[2:] if row[0] in titles}
    for title, one in titles.items():
        percents = [rate["percent"] for rate in one["rates"].values()]
        assert given[title] == [*one["numbers"].values(), *percents]
    for one in answer["departments"]:
        line = page.split(f'data-department="{one["name"]}"')[1].split("</tr>")[0]
        shown = re.findall(r"([\d.]+%|未测)", line)
        assert shown == [
            "未测" if rate["percent"] is None else f"{rate['percent']:.1f}%"
            for rate in one["rates"].values()
        ]


@pytest.mark.usefixtures("datasets")
def test_the_public_sees_the_city_and_no_department(app: Any) -> None:
    answer = asked()

    assert answer["departments"] == []
    assert answer["city"]["numbers"]["catalogued"] >= 6
    assert "不公开比较各部门" in app.get("/coverage").body


@pytest.mark.usefixtures("datasets")
def test_a_site_may_compare_its_departments_in_public(
    offices: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(config, COMPARED, True)

    names = {one["name"] for one in asked()["departments"]}

    assert {one["name"] for one in offices} <= names


@pytest.mark.usefixtures("datasets")
def test_a_member_sees_the_own_department_only(offices: list[dict[str, Any]]) -> None:
    person = factories.User()
    member = {"username": person["name"], "role": "editor"}
    helpers.call_action("organization_member_create", id=offices[0]["id"], **member)

    names = [one["name"] for one in asked(person["name"])["departments"]]

    assert names == [offices[0]["name"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [("items", "-1"), ("items", "many"), ("items", "9999999"),
     ("items", "00000000099999999999"), ("basis", ""), ("basis", "长" * 201),
     ("declared_on", "2026-02-30"), ("declared_on", "1.2.2026"),
     ("id", "")],
)  # fmt: skip
def test_a_declared_list_that_is_none_is_refused(
    field: str, value: str, offices: list[dict[str, Any]], bureau: dict[str, Any]
) -> None:
    context = {"user": bureau["name"], "ignore_auth": False}

    with pytest.raises(tk.ValidationError) as refused:
        helpers.call_action(
            "dongguan_declared_list_update",
            context,
            **{"id": offices[0]["id"], **FACTS, field: value},
        )

    assert list(refused.value.error_dict) == [field]


def test_nobody_else_notes_a_declared_list(app: Any, offices: list[dict[str, Any]]) -> None:
    sysadmin = factories.SysadminWithToken()
    headers = {"Authorization": sysadmin["token"]}

    app.get("/coverage/declared", headers=headers, status=403)
    app.post("/coverage/declared", data={}, headers=headers, status=403)
    app.get("/coverage/declared", status=403)


def test_the_bureau_notes_a_list_on_the_page(
    app: Any, offices: list[dict[str, Any]], bureau: dict[str, Any]
) -> None:
    headers = {"Authorization": bureau["token"]}
    form = {"id": offices[1]["name"], **FACTS}

    wrong = app.post("/coverage/declared", data={**form, "items": "x"}, headers=headers)
    app.post("/coverage/declared", data=form, headers=headers)

    assert wrong.status_code == 400
    assert "请用数字填写项数" in wrong.body
    assert "测试清单〔2026〕1号" in app.get("/coverage/declared", headers=headers).body
    assert model.Group.get(offices[1]["name"]) is not None
