"""What the script of a form is told of a type."""

from __future__ import annotations

from typing import Any

from ckanext.dongguan.directory import form
from ckanext.dongguan.schemas.dataset_type import load


def told() -> dict[str, Any]:
    return form.script("dataset", load("dataset").declared)


def when(field: str, *codes: str) -> list[dict[str, Any]]:
    return [{"field": field, "codes": codes, "of_dataset": False}]


def test_a_rule_is_told_with_the_condition_on_which_it_counts() -> None:
    rule = {
        "group": "", "field": "open_condition", "ask": "need", "value": True,
        "when": when("open_class", "conditional"),
    }  # fmt: skip

    assert rule in told()["rules"]


def test_a_field_is_drawn_when_it_is_needed_or_when_others_say_so() -> None:
    drawn = told()["drawn"]

    assert {"group": "", "field": "open_condition", "when": "needed"} in drawn
    ground = {"group": "", "field": "withheld_ground", "when": when("open_class", "withheld")}
    assert ground in drawn


def test_what_only_the_server_can_decide_is_not_told() -> None:
    assert {rule["ask"] for rule in told()["rules"]} <= {"need", "allow", "empty"}
