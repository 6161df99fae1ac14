"""Branches add up, whatever was counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ckanext.dongguan.catalog import axis, branch
from ckanext.dongguan.catalog.axis import Axis, Office
from ckanext.dongguan.catalog.branch import Branch

OFFICES = (
    Office(name="dg-wglt", provider_class="city"),
    Office(name="dg-tsg", provider_class="institution", parent="dg-wglt"),
    Office(name="dg-jyj", provider_class="city"),
    Office(name="dg-nobody", provider_class="party"),
    Office(name="dg-a", provider_class="", parent="dg-b"),
)
COUNTED = {
    "dg-wglt": {"catalogued": 4, "open": 1},
    "dg-tsg": {"catalogued": 3, "open": 2},
    "dg-jyj": {"catalogued": 5, "open": 0},
    "dg-unknown": {"catalogued": 2, "open": 2},
    "dg-a": {"catalogued": 1, "open": 0},
    "": {"catalogued": 7, "open": 0},
}


def walked(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for one in branches:
        yield one
        yield from walked(one.children)


def test_the_children_of_a_branch_add_up_to_it() -> None:
    tree = axis.tree(Axis.DEPARTMENT, COUNTED, OFFICES)

    for one in (one for one in walked(tree) if one.children):
        summed = branch.total(
            {c.key: c.numbers for c in one.children}, [c.key for c in one.children]
        )
        assert summed == one.numbers, one.key


def test_the_tops_add_up_to_everything() -> None:
    tree = axis.tree(Axis.DEPARTMENT, COUNTED, OFFICES)

    assert sum(one.count for one in tree) == 22
    assert sum(one.numbers["open"] for one in tree) == 5


def test_a_department_with_others_below_it_has_its_own_branch() -> None:
    tree = axis.tree(Axis.DEPARTMENT, COUNTED, OFFICES)

    way = branch.path(tree, "dg-wglt.own")
    assert [one.key for one in way] == ["class-city", "dg-wglt", "dg-wglt.own"]
    assert way[1].count == 7
    assert way[2].count == 4
    assert set(way[1].values) == {"dg-wglt", "dg-tsg"}


def test_what_no_list_knows_stands_together() -> None:
    tree = axis.tree(Axis.DEPARTMENT, COUNTED, OFFICES)

    (none,) = branch.path(tree, "none")
    assert set(none.values) == {"", "dg-unknown"}
    assert none.count == 9


def test_departments_with_nothing_are_left_out() -> None:
    tree = axis.tree(Axis.DEPARTMENT, COUNTED, OFFICES)

    assert branch.path(tree, "dg-nobody") == ()
    assert branch.path(tree, "class-party") == ()


def test_a_circle_of_departments_ends() -> None:
    circle = (
        Office(name="top", provider_class="city"),
        Office(name="one", provider_class="city", parent="top"),
        Office(name="top2", provider_class="city", parent="top2"),
    )

    tree = axis.tree(
        Axis.DEPARTMENT, {"one": {"catalogued": 1}, "top2": {"catalogued": 1}}, circle
    )

    assert sum(one.count for one in tree) == 2


def test_two_departments_that_stand_above_each_other_are_still_counted() -> None:
    circle = (
        Office(name="a", provider_class="city", parent="b"),
        Office(name="b", provider_class="city", parent="a"),
    )

    tree = axis.tree(Axis.DEPARTMENT, {"a": {"catalogued": 1}, "b": {"catalogued": 2}}, circle)

    assert sum(one.count for one in tree) == 3


@pytest.mark.parametrize("one", [Axis.THEME, Axis.TOWN, Axis.CLASS])
def test_a_tree_of_codes_knows_every_code_once(one: Axis) -> None:
    values = [value for top in axis.tree(one, {}) for value in top.values]

    assert len(values) == len(set(values)) > 10


def test_items_of_an_inner_class_are_not_lost() -> None:
    tree = axis.tree(Axis.CLASS, {"307": {"catalogued": 2}, "307999": {"catalogued": 3}})

    assert [one.count for one in branch.path(tree, "307.own")] == [5, 5, 2]
    assert [one.count for one in branch.path(tree, "307999")] == [5, 5, 3]
