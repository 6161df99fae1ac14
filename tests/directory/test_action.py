"""Preparing the directory: all of it once, nothing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.schemas import codelists


@pytest.fixture
def prepared(portal: None) -> dict[str, int]:
    return dict(helpers.call_action("dongguan_directory_prepare"))


def test_a_second_run_changes_nothing(prepared: dict[str, int]) -> None:
    again = helpers.call_action("dongguan_directory_prepare")

    assert again == {"created": 0, "updated": 0, "unchanged": sum(prepared.values())}


def test_providers_and_themes_are_there_with_their_fields(prepared: dict[str, int]) -> None:
    town = helpers.call_action("organization_show", id="dg-houjie")
    theme = helpers.call_action("group_show", id="transport")

    assert town["title"] == "东莞市厚街镇人民政府"
    assert (town["provider_class"], town["town"]) == ("town", "441900122")
    assert (theme["title"], theme["theme"]) == ("道路交通", "04")


def test_what_a_person_changed_stays_and_what_was_deleted_comes_back(
    prepared: dict[str, int],
) -> None:
    helpers.call_action(
        "organization_patch", id="dg-humen", title="改了", description="虎门简介"
    )
    helpers.call_action("group_patch", id="transport", state="deleted")

    again = helpers.call_action("dongguan_directory_prepare")

    assert (again["created"], again["updated"]) == (0, 1)
    town = helpers.call_action("organization_show", id="dg-humen")
    assert (town["title"], town["description"]) == ("改了", "虎门简介")
    assert model.Group.by_name("transport").state == "active"


def test_what_the_lists_say_anew_arrives(prepared: dict[str, int], tmp_path: Path) -> None:
    text = "code,label_en\ndg-wanjiang,Wanjiang Subdistrict Office of Dongguan\n"
    (tmp_path / "departments.csv").write_text(text, encoding="utf-8")
    codelists.install(tmp_path)

    again = helpers.call_action("dongguan_directory_prepare")
    codelists.install(None)

    assert (again["created"], again["updated"]) == (0, 1)
    town = helpers.call_action("organization_show", id="dg-wanjiang")
    assert town["title_en"] == "Wanjiang Subdistrict Office of Dongguan"
    helpers.call_action("dongguan_directory_prepare")


@pytest.mark.parametrize("is_member", [False, True])
def test_only_a_system_administrator_may(portal: None, is_member: bool) -> None:
    user = factories.User()
    if is_member:
        factories.Organization(users=[{"name": user["name"], "capacity": "admin"}])

    with pytest.raises(tk.NotAuthorized):
        tk.check_access("dongguan_directory_prepare", {"user": user["name"]}, {})


def test_nobody_signed_in_may_not(portal: None) -> None:
    context: dict[str, Any] = {"user": ""}

    with pytest.raises(tk.NotAuthorized):
        tk.check_access("dongguan_directory_prepare", context, {})
