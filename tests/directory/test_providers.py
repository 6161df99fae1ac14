"""Departments: what they are called, what they were called, where they stood before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.clock import today

Make = Callable[..., dict[str, Any]]


def renamed(department: dict[str, Any], title: str) -> set[str]:
    """Call a department otherwise; give the days on which that may have been."""
    before = today()
    helpers.call_action("organization_patch", id=department["id"], title=title)
    return {before.isoformat(), today().isoformat()}


def found(q: str) -> set[str]:
    results = helpers.call_action("package_search", q=q, rows=50)["results"]
    return {dataset["name"] for dataset in results}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("东莞市环境保护局", "dg-sthjj"),
        ("市环保局", "dg-sthjj"),
        ("东莞市政务服务办公室", "dg-zsj"),
        ("市政务服务和数据管理局", "dg-zsj"),
        ("厚街镇政府", "dg-houjie"),
        ("Dongguan Education Bureau", "dg-jyj"),
    ],
)
def test_a_name_of_any_time_finds_the_department_of_today(
    portal: None, name: str, address: str
) -> None:
    assert helpers.call_action("dongguan_provider_find", name=name) == {"name": address}


def test_a_name_that_nobody_has_or_had_is_refused(portal: None) -> None:
    with pytest.raises(tk.ObjectNotFound, match="不知名局"):
        helpers.call_action("dongguan_provider_find", name="不知名局")


def test_a_renaming_leaves_the_old_name_with_its_last_day(
    department: dict[str, Any],
) -> None:
    old = department["title"]

    days = renamed(department, f"{old}（新）")

    shown = helpers.call_action("organization_show", id=department["id"])
    assert shown["former_names"] in {f"{old} | {day}" for day in days}
    assert helpers.call_action("dongguan_provider_find", name=old)["name"] == department["name"]


def test_a_name_taken_again_is_no_former_one(department: dict[str, Any]) -> None:
    old = department["title"]
    helpers.call_action("organization_patch", id=department["id"], title=f"{old}（新）")

    days = renamed(department, old)

    shown = helpers.call_action("organization_show", id=department["id"])
    assert shown["former_names"] in {f"{old}（新） | {day}" for day in days}


def test_datasets_are_found_by_old_names_of_the_code_list(
    prepared: dict[str, int], portal: None, dataset: Make
) -> None:
    made = dataset(title="河流断面水质", owner_org="dg-sthjj")

    assert made["name"] in found("环境保护局")


def test_datasets_are_found_by_the_name_a_department_had_until_today(
    department: dict[str, Any], dataset: Make, new_name: Callable[[str], str]
) -> None:
    old = f"东莞市梅塘研究中心{new_name('x')}"
    helpers.call_action("organization_patch", id=department["id"], title=old)
    made = dataset(title="年度报告")
    helpers.call_action("organization_patch", id=department["id"], title="东莞市别的中心")
    helpers.call_action("dongguan_intake_drain")

    assert made["name"] in found("梅塘研究中心")
    assert made["name"] in found("别的中心")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("page", ["", "/about"])
def test_an_address_of_before_leads_on(
    prepared: dict[str, int], app: Any, prefix: str, page: str
) -> None:
    start = f"{prefix}/organization"
    path = f"{start}/about/dg-hbj" if page else f"{start}/dg-hbj"

    answer = app.get(f"{path}?q=水", follow_redirects=False)

    assert answer.status_code == 301
    assert answer.headers["Location"].endswith(
        f"{path.replace('dg-hbj', 'dg-sthjj')}?q=%E6%B0%B4"
    )


def test_an_address_that_was_changed_in_the_portal_leads_on_too(
    app: Any, department: dict[str, Any], new_name: Callable[[str], str]
) -> None:
    now = new_name("gaiming")
    helpers.call_action("organization_patch", id=department["id"], name=now)

    answer = app.get(f"/organization/{department['name']}", follow_redirects=False)

    assert answer.status_code == 301
    assert answer.headers["Location"].endswith(f"/organization/{now}")
    assert app.get("/organization/nobody-here", status=404).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("parent", "nobody"),
        ("website", "not an address"),
        ("contact_email", "nobody"),
        ("former_names", "旧局 | 去年"),
        ("provider_class", "unheard"),
        ("town", "441900"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(
    department: dict[str, Any], field: str, value: str
) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        helpers.call_action("organization_patch", id=department["id"], **{field: value})

    assert field in refused.value.error_dict


def test_two_departments_cannot_stand_above_each_other(
    department: dict[str, Any], new_name: Callable[[str], str]
) -> None:
    below = factories.Organization(name=new_name("xiaji"), parent=department["name"])

    with pytest.raises(tk.ValidationError) as refused:
        helpers.call_action("organization_patch", id=department["id"], parent=below["name"])

    assert below["name"] in refused.value.error_dict["parent"][0]


def test_the_facts_of_the_list_stand_in_the_record(
    prepared: dict[str, int], portal: None
) -> None:
    office = helpers.call_action("organization_show", id="dg-sfb")
    library = helpers.call_action("organization_show", id="dg-tsg")

    assert office["credit_code"] == "11441900007330010D"
    assert (library["parent"], library["provider_class"]) == ("dg-wglt", "institution")


@pytest.mark.parametrize(("kind", "more"), [("organization", {}), ("group", {"theme": "01"})])
def test_two_of_one_title_stand_at_two_addresses(
    portal: None, new_name: Callable[[str], str], kind: str, more: dict[str, str]
) -> None:
    title = f"东莞市同名单位{new_name('danwei')}"
    context = {"user": factories.Sysadmin()["name"]}

    made = [
        helpers.call_action(f"{kind}_create", dict(context), title=title, **more)
        for _ in range(2)
    ]

    first, second = (one["name"] for one in made)
    assert second.startswith(f"{first}-")
