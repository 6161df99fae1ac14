"""The pure function that opens or keeps closed."""

from __future__ import annotations

from dataclasses import fields

import pytest

from ckanext.dongguan.openness.decision import (
    GOVERNMENT_ONLY,
    Audience,
    OpeningRecord,
    resolve,
    resolve_dataset,
)

COMPLETE = {field.name: "有" for field in fields(OpeningRecord)}


def test_an_unconditional_dataset_with_a_record_is_open_in_entry_and_data() -> None:
    access = resolve("unconditional", OpeningRecord(**COMPLETE))

    assert access.audience is Audience.OPEN
    assert access.is_entry_public
    assert access.is_data_public


def test_a_conditional_dataset_shows_its_entry_and_keeps_its_data() -> None:
    access = resolve("conditional", OpeningRecord(**COMPLETE))

    assert access.audience is Audience.CONDITIONAL
    assert access.is_entry_public
    assert not access.is_data_public


@pytest.mark.parametrize("open_class", ["withheld", "", None, "public", "Unconditional"])
def test_every_other_class_stays_inside_the_government(open_class: str | None) -> None:
    assert resolve(open_class, OpeningRecord(**COMPLETE)) == GOVERNMENT_ONLY


@pytest.mark.parametrize("empty", sorted(COMPLETE))
@pytest.mark.parametrize("open_class", ["unconditional", "conditional"])
def test_one_empty_field_of_the_opening_record_opens_nothing(
    open_class: str, empty: str
) -> None:
    record = {**COMPLETE, empty: "  "}

    access = resolve_dataset({**record, "open_class": open_class})

    assert access == GOVERNMENT_ONLY
    assert OpeningRecord.from_dataset(record).missing == (empty,)


def test_sharing_without_an_opening_record_opens_nothing() -> None:
    shared = {"share_class": "unconditional", "open_class": "unconditional"}

    assert resolve_dataset(shared) == GOVERNMENT_ONLY
