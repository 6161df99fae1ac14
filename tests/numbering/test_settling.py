"""Every door gives every item one code, and no code twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import helpers

Make = Callable[..., dict[str, Any]]
PROVISIONAL = re.compile(r"307999/Z\d{7}")


def shown(dataset: dict[str, Any]) -> dict[str, Any]:
    return dict(helpers.call_action("package_show", id=dataset["id"]))


def patched(dataset: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return dict(helpers.call_action("package_patch", id=dataset["id"], **fields))


def test_an_item_without_a_code_gets_a_provisional_one_and_keeps_it(dataset: Make) -> None:
    made = dataset()

    assert PROVISIONAL.fullmatch(made["resource_code"])
    assert made["resource_code_state"] == "provisional"
    for fields in ({"title": "改名"}, {"resource_code": ""}, {"resource_class": "101"}):
        assert patched(made, **fields)["resource_code"] == made["resource_code"]


def test_a_code_of_the_directory_above_prevails_and_is_written_plainly(
    dataset: Make, official: Callable[[], str]
) -> None:
    code = official()

    made = dataset(resource_code=f"  {code.lower()} ")

    assert (made["resource_code"], made["resource_code_state"]) == (code, "official")
    assert "former_resource_codes" not in made


def test_the_provisional_code_stays_as_a_former_one_when_the_official_one_arrives(
    dataset: Make, official: Callable[[], str]
) -> None:
    made, code = dataset(), official()

    after = patched(made, resource_code=code)

    assert (after["resource_code"], after["resource_code_state"]) == (code, "official")
    assert after["former_resource_codes"] == [made["resource_code"]]
    assert shown(made)["former_resource_codes"] == [made["resource_code"]]


def test_a_provisional_code_does_not_come_back(
    dataset: Make, official: Callable[[], str]
) -> None:
    made = dataset()
    patched(made, resource_code=official())

    with pytest.raises(tk.ValidationError) as refused:
        patched(made, resource_code=made["resource_code"])

    assert "resource_code" in refused.value.error_dict


def test_a_full_update_without_the_code_keeps_it(
    dataset: Make, official: Callable[[], str]
) -> None:
    made = dataset(resource_code=official())
    wanted = {k: v for k, v in made.items() if "resource_code" not in k}

    after = helpers.call_action("package_update", **{**wanted, "title": "另一个名称"})

    assert after["resource_code"] == made["resource_code"]
    assert after["resource_code_state"] == "official"


def test_the_class_of_an_item_stands_in_its_provisional_code(dataset: Make) -> None:
    assert dataset(resource_class="101")["resource_code"].startswith("101999/Z")


def test_what_a_caller_says_of_state_and_former_codes_is_not_believed(dataset: Make) -> None:
    made = dataset(resource_code_state="official", former_resource_codes='["307019/1"]')

    assert made["resource_code_state"] == "provisional"
    assert "former_resource_codes" not in made
    assert patched(made, resource_code_state="official")["resource_code_state"] == "provisional"


@pytest.mark.parametrize("in_use", [True, False])
def test_a_code_is_never_given_to_a_second_item(
    dataset: Make, official: Callable[[], str], in_use: bool
) -> None:
    code = official()
    first = dataset(resource_code=code)
    if not in_use:
        patched(first, resource_code=official())

    with pytest.raises(tk.ValidationError) as refused:
        dataset(resource_code=code.replace("/", ""))

    assert code.replace("/", "") in refused.value.error_dict["resource_code"][0]


@pytest.mark.parametrize("verb", ["package_delete", "dataset_purge"])
def test_a_withdrawn_code_is_never_given_again(
    dataset: Make, official: Callable[[], str], verb: str
) -> None:
    code = official()
    helpers.call_action(verb, id=dataset(resource_code=code)["id"])

    with pytest.raises(tk.ValidationError):
        dataset(resource_code=code)


def test_a_number_that_was_not_allocated_is_refused(dataset: Make) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        dataset(resource_code="307999/Z9999999")

    assert "resource_code" in refused.value.error_dict


@pytest.mark.parametrize("code", ["307019", "公交01", "4/1", "307019/" + "1" * 200])
def test_what_is_no_code_is_refused_with_its_field(dataset: Make, code: str) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        dataset(resource_code=code)

    assert "resource_code" in refused.value.error_dict


def harvested(dataset: Make, record: str, **fields: Any) -> dict[str, Any]:
    return dataset(source_system="test-directory", source_id=record, **fields)


def test_the_same_record_of_a_source_takes_its_code_again_after_a_purge(
    dataset: Make, official: Callable[[], str], new_name: Callable[[str], str]
) -> None:
    record, code = new_name("r"), official()
    helpers.call_action(
        "dataset_purge", id=harvested(dataset, record, resource_code=code)["id"]
    )

    assert harvested(dataset, record, resource_code=code)["resource_code"] == code
    with pytest.raises(tk.ValidationError):
        harvested(dataset, f"{record}-other", resource_code=code)


def test_a_clerk_s_slip_does_not_keep_a_code_from_its_item(
    dataset: Make, official: Callable[[], str], new_name: Callable[[str], str]
) -> None:
    slip = official()
    typed = dataset(resource_code=slip)
    patched(typed, resource_code=official())

    assert harvested(dataset, new_name("r"), resource_code=slip)["resource_code"] == slip


def test_the_other_way_of_writing_a_code_changes_nothing_but_the_writing(
    dataset: Make, official: Callable[[], str]
) -> None:
    code = official()
    made = dataset(resource_code=code)

    after = patched(made, resource_code=code.replace("/", ""))

    assert after["resource_code"] == code.replace("/", "")
    assert "former_resource_codes" not in after
