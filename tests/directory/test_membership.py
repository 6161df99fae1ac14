"""A dataset is in the group of its theme, and in no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories, helpers

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def themes(portal: None) -> None:
    for name, code in (("transport", "04"), ("health", "08")):
        if name not in helpers.call_action("group_list"):
            factories.Group(name=name, title=name, theme=code)


def groups(dataset: dict[str, Any]) -> list[str]:
    shown = helpers.call_action("package_show", id=dataset["id"])
    found = helpers.call_action(
        "package_search", fq=f"id:{dataset['id']}", include_private=True
    )
    assert [g["name"] for g in found["results"][0]["groups"]] == [
        g["name"] for g in shown["groups"]
    ]
    return [group["name"] for group in shown["groups"]]


def test_membership_follows_the_theme(themes: None, dataset: Make) -> None:
    made = dataset(theme="04")
    assert groups(made) == ["transport"]

    helpers.call_action("package_patch", id=made["id"], theme="08")
    assert groups(made) == ["health"]

    helpers.call_action("package_patch", id=made["id"], theme="04")
    assert groups(made) == ["transport"]

    helpers.call_action("package_patch", id=made["id"], theme="")
    assert groups(made) == []


def test_a_caller_s_own_groups_are_not_believed(themes: None, dataset: Make) -> None:
    assert groups(dataset(theme="04", groups=[{"name": "health"}])) == ["transport"]


def test_a_theme_without_a_group_harms_nothing(themes: None, dataset: Make) -> None:
    helpers.call_action("group_purge", id="health")

    assert groups(dataset(theme="08")) == []
