"""The numbers of the trees are those of the searches, and hidden entries are numbers only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.openness.case import Case

AXES = ("theme", "department", "town", "class")
Writer = Callable[[list[dict[str, Any]]], None]


@pytest.fixture
def written(directory: Writer, entry: Callable[..., dict[str, Any]]) -> None:
    cases = (
        Case.OPEN,
        Case.CONDITIONAL,
        Case.LISTED,
        Case.WITHHELD,
        Case.SHARED,
        Case.PREPARED,
    )
    directory([
        entry(
            number,
            cases[number % 6],
            theme=("01", "04", "")[number % 3],
            organization=("dg-jtysj", "dg-tsg", "dg-wglt")[number % 3],
            catalog_town=("city", "several", "441900003")[number % 3],
            resource_class=("204", "307999", "3")[number % 3],
            has_resource=number % 4 < 2,
        )
        for number in range(48)
    ])  # fmt: skip


def tree(by: str, **more: Any) -> dict[str, Any]:
    return dict(helpers.call_action("dongguan_catalog_tree", {"user": ""}, by=by, **more))


def searched(*filters: str) -> int:
    found = helpers.call_action("package_search", {"user": ""}, fq_list=list(filters), rows=0)
    return int(found["count"])


def without_children(one: dict[str, Any]) -> dict[str, int]:
    return {k: v for k, v in one.items() if isinstance(v, int)}


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("by", AXES)
def test_children_add_up_to_their_parent_and_tops_to_the_total(by: str, prepared: None) -> None:
    def check(numbers: dict[str, int], branches: list[dict[str, Any]]) -> None:
        for name, number in numbers.items():
            assert sum(one.get(name, 0) for one in branches) == number, name
        for one in branches:
            if one["children"]:
                check(without_children(one), one["children"])

    answer = tree(by)

    assert answer["total"]["catalogued"] == 32
    check(answer["total"], answer["branches"])


@pytest.mark.usefixtures("written")
def test_totals_are_those_of_the_searches() -> None:
    total = tree("theme")["total"]

    assert total["unconditional"] == searched("+open_class:unconditional") == 8
    assert total["conditional"] == searched("+open_class:conditional") == 8
    assert total["open"] == searched("+open_class:unconditional", "+has_resource:true") == 4
    listed = searched("+open_class:withheld")
    assert listed == 8
    assert total["withheld"] == 16
    assert total["catalogued"] == searched() + total["withheld"] - listed


@pytest.mark.usefixtures("written")
def test_whether_withheld_entries_have_files_is_not_told() -> None:
    total = tree("theme")["total"]

    attached = searched("+has_resource:true", "-open_class:withheld")
    assert total["attached"] == attached


@pytest.mark.usefixtures("written")
def test_what_departments_share_is_counted_for_them_alone(department: dict[str, Any]) -> None:
    person = factories.User()
    member = {"username": person["name"], "role": "editor"}
    helpers.call_action("organization_member_create", id=department["id"], **member)

    context = {"user": person["name"], "ignore_auth": False}
    theirs = helpers.call_action("dongguan_catalog_tree", context, by="theme")

    assert theirs["total"]["catalogued"] == 40
    assert tree("theme")["total"]["catalogued"] == 32


@pytest.mark.usefixtures("written")
def test_words_find_only_what_may_be_found(app: Any) -> None:
    page = app.get("/catalog?by=theme&q=目录测试").body

    # Hidden titles cannot be guessed by counting words.
    assert "含“目录测试”的条目 24 条" in page


@pytest.mark.parametrize("asked", [{"by": "colour"}, {"open_class": "ajar"}, {"rows": "-1"}])
def test_what_is_not_understood_is_refused(portal: None, asked: dict[str, str]) -> None:
    with pytest.raises(tk.ValidationError, match=r"colour|ajar|rows"):
        helpers.call_action("dongguan_catalog_list", {"user": ""}, **asked)


@pytest.mark.usefixtures("written")
def test_a_branch_shows_its_own_numbers_and_the_page_without_one_those_of_all(
    app: Any,
) -> None:
    (one,) = [each for each in tree("theme")["branches"] if each["key"] == "01"]

    def first_number(address: str) -> str:
        return str(app.get(address).text.partition("<dd>")[2].partition("</dd>")[0])

    assert first_number("/catalog?by=theme") == "32"
    assert first_number("/catalog?by=theme&node=01") == str(one["catalogued"]) != "32"


def test_a_page_of_no_branch_is_not_there(app: Any) -> None:
    app.get("/catalog?by=theme&node=meiyou", status=404)
    app.get("/catalog?by=colour", status=400)


@pytest.mark.usefixtures("directory")
def test_an_entry_that_is_written_stands_in_its_branches(
    dataset: Callable[..., dict[str, Any]],
) -> None:
    before = {by: tree(by)["total"]["catalogued"] for by in AXES}

    dataset(title="厚街镇充电桩", theme="04", town=["441900003"], resource_class="204")

    for by, node in zip(AXES[:1] + AXES[2:], ("04", "441900003", "204"), strict=True):
        listed = helpers.call_action("dongguan_catalog_list", {"user": ""}, by=by, node=node)
        assert "厚街镇充电桩" in [one["title"] for one in listed["results"]], by
        assert tree(by)["total"]["catalogued"] == before[by] + 1
