"""Where a dataset breaks the rules of its schema."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ckanext.dongguan.directory.breach import breaches, latest_day
from ckanext.dongguan.directory.rule import Rule, read


def rules(field: str, *raw: dict[str, Any], group: str = "") -> tuple[Rule, ...]:
    declared = {"field_name": field, "rules": list(raw)}
    return read(
        [{"field_name": group, "repeating_subfields": [declared]}] if group else [declared]
    )


def found(given: tuple[Rule, ...], dataset: dict[str, Any]) -> list[tuple[int | None, str]]:
    return [(breach.row, breach.value) for breach in breaches(given, dataset)]


NEED = {"need": True, "when": {"open_class": ["conditional", "unconditional"]}}


@pytest.mark.parametrize(
    ("dataset", "is_broken"),
    [
        ({"open_class": "conditional"}, True),
        ({"open_class": "conditional", "a": ""}, True),
        ({"open_class": "conditional", "a": []}, True),
        ({"open_class": "conditional", "a": "b"}, False),
        ({"open_class": "withheld"}, False),
        ({}, False),
    ],
)
def test_a_needed_field_is_missed_when_its_conditions_hold(
    dataset: dict[str, Any], is_broken: bool
) -> None:
    assert bool(found(rules("a", NEED), dataset)) is is_broken


def test_all_conditions_must_hold_and_a_list_meets_one_by_any_of_its_codes() -> None:
    asked = rules("a", {"need": True, "when": {"b": ["1"], "c": ["2", "3"]}})

    assert found(asked, {"b": ["0", "1"], "c": "3"}) == [(None, "")]
    assert found(asked, {"b": "1", "c": "4"}) == []


def test_filled_and_empty_are_conditions_too() -> None:
    assert found(rules("a", {"need": True, "when": {"b": "filled"}}), {"b": "x"}) == [
        (None, "")
    ]
    assert found(rules("a", {"empty": True, "when": {"b": "empty"}}), {"a": "x"}) == [
        (None, "x")
    ]


def test_what_the_source_does_not_state_need_not_be_filled() -> None:
    dataset = {"open_class": "conditional", "not_stated": ["a"]}

    assert found(rules("a", NEED), {**dataset, "source_system": "sharing"}) == []
    assert found(rules("a", NEED), dataset) == [(None, "")]


def test_an_empty_field_breaks_nothing_but_a_need() -> None:
    for raw in ({"empty": True}, {"allow": ["1"]}, {"between": [1, 2]}):
        assert found(rules("a", raw), {"a": ""}) == []


def test_every_code_of_a_list_must_be_allowed() -> None:
    asked = rules("a", {"allow": ["1", "2"]})

    assert found(asked, {"a": ["1", "2"]}) == []
    assert found(asked, {"a": ["1", "3"]}) == [(None, "1、3")]


@pytest.mark.parametrize(
    ("value", "decimals", "is_broken"),
    [
        ("1", False, False), ("38", False, False), ("0", False, True), ("39", False, True),
        ("18,2", True, False), ("18,2", False, True), ("2,18", True, True), ("x", True, True),
    ],
)  # fmt: skip
def test_a_length_lies_between_its_bounds(value: str, decimals: bool, is_broken: bool) -> None:
    asked = rules("a", {"between": [1, 38], "decimals": decimals})

    assert bool(found(asked, {"a": value})) is is_broken


def test_rules_of_rows_name_the_row_and_may_look_at_the_dataset() -> None:
    raw = {"allow": ["withheld"], "when": {"dataset.open_class": ["withheld"]}}
    dataset = {"open_class": "withheld", "items": [{"a": "withheld"}, {}, {"a": "open"}]}

    assert found(rules("a", raw, group="items"), dataset) == [(2, "open")]


def test_a_code_that_one_row_may_have_and_a_value_of_which_each_has_its_own() -> None:
    dataset = {
        "items": [{"a": "true"}, {"a": "false"}, {"a": "true"}, {"a": ""}, {"a": "false"}]
    }

    assert found(rules("a", {"once": "true"}, group="items"), dataset) == [(2, "true")]
    assert found(rules("a", {"unique": True}, group="items"), dataset) == [
        (2, "true"), (4, "false"),
    ]  # fmt: skip


WITHIN = {"within": {"after": "decided_on", "months_of": "severity"}}


@pytest.mark.parametrize(
    ("start", "severity", "latest"),
    [
        (date(2026, 1, 5), "minor", date(2026, 4, 5)),
        (date(2026, 11, 30), "minor", date(2027, 2, 28)),
        (date(2023, 11, 30), "minor", date(2024, 2, 29)),
        (date(2026, 1, 5), "general", date(2027, 1, 5)),
        (date(2026, 1, 5), "serious", date(2029, 1, 5)),
        # 长期 is written as the last day of the calendar.
        (date(9999, 12, 31), "minor", date(9999, 12, 31)),
        (None, "minor", None),
        (date(2026, 1, 5), "", None),
        (date(2026, 1, 5), "unknown", None),
    ],
)
def test_the_last_day_counts_months_as_people_do(
    start: date | None, severity: str, latest: date | None
) -> None:
    (rule,) = rules("disclosed_to", WITHIN)

    assert latest_day(rule, start, severity) == latest


def test_a_day_after_the_last_is_too_late() -> None:
    dataset = {"decided_on": "2026-01-05", "severity": "minor"}

    assert found(rules("to", WITHIN), {**dataset, "to": "2026-04-05"}) == []
    assert found(rules("to", WITHIN), {**dataset, "to": "2026-04-06"}) == [(None, "2026-04-06")]
