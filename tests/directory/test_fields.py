"""What fields accept, refuse and become, through the action a form calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories, helpers

Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("theme", "道路交通"),
        ("open_class", "public"),
        ("update_frequency", "3"),
        ("town", ["441900122", "110000"]),
        ("data_updated_on", "2024年1月"),
        ("data_updated_on", "2999-01-01"),
        ("opening_decided_on", "2999-01-01"),
        ("secrecy_reviewed_on", "yesterday"),
        ("title", "长" * 301),
        ("notes", "长" * 30_001),
        ("items", [{"name": "站名", "type": "文本"}]),
        ("items", [{"name_en": "stop"}]),
    ],
)
def test_a_value_that_cannot_be_right_is_refused(dataset: Make, field: str, value: Any) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        dataset(**{field: value})

    assert field in refused.value.error_dict


def test_every_fixed_field_comes_back_as_it_was_sent(dataset: Make) -> None:
    sent = {
        "title": "东莞市公交站点信息", "title_en": "Bus stops", "notes": "站点名称和位置",
        "notes_en": "Names and places", "resource_code": "307015050/000001", "theme": "04",
        "town": ["441900003", "441900122"], "share_condition": "无", "open_condition": "无",
        "directory_visibility": "public", "update_frequency": "monthly",
        "data_updated_on": "2026-01-31", "period_start": "2025-01-01",
        "period_end": "2025-12-31", "source_system": "sharing", "source_id": "a-1",
        "is_demonstration": "true", "license_id": "dg-open",
        "items": [{"name": "站点名称", "name_en": "name", "type": "C", "length": "50",
                   "unit": "", "description": "全称"}],
    }  # fmt: skip

    shown = helpers.call_action("package_show", id=dataset(**sent)["id"])

    assert {key: shown[key] for key in sent if key != "items"} == {
        key: value for key, value in sent.items() if key != "items"
    }
    assert [{k: v for k, v in item.items() if v} for item in shown["items"]] == [
        {k: v for k, v in item.items() if v} for item in sent["items"]
    ]


def test_a_period_that_ends_before_it_begins_is_refused(dataset: Make) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        dataset(period_start="2025-01-01", period_end="2024-12-31")

    assert "2025-01-01" in refused.value.error_dict["period_end"][0]


def test_a_period_may_end_without_a_beginning(dataset: Make) -> None:
    assert dataset(period_end="2024")["period_end"] == "2024-12-31"


def test_an_emptied_field_leaves_nothing_behind(dataset: Make) -> None:
    made = dataset(theme="04", data_updated_on="2026-01-31")

    helpers.call_action("package_patch", id=made["id"], theme="", data_updated_on="")

    shown = helpers.call_action("package_show", id=made["id"])
    assert "theme" not in shown
    assert "data_updated_on" not in shown


def test_an_address_is_made_from_the_title_and_stays(dataset: Make) -> None:
    made = dataset(name="", title="厚街镇银行网点")
    again = dataset(name="", title="厚街镇银行网点")

    assert made["name"].startswith("houjie-zhen-yinhang-wangdian")
    assert again["name"].startswith(made["name"][:28])
    assert again["name"] != made["name"]

    helpers.call_action("package_patch", id=made["id"], title="长安镇药店", name="")

    shown = helpers.call_action("package_show", id=made["id"])
    assert (shown["title"], shown["name"]) == ("长安镇药店", made["name"])


def test_yes_and_no_are_stored_as_words(dataset: Make) -> None:
    assert dataset(is_demonstration=True)["is_demonstration"] == "true"
    assert dataset(is_demonstration="0")["is_demonstration"] == "false"


@pytest.mark.parametrize("file", [{"name": "空"}, {"name": "空", "url": " "}])
def test_a_resource_with_neither_file_nor_link_is_refused(
    dataset: Make, file: dict[str, str]
) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        dataset(resources=[file])

    assert "link" in refused.value.error_dict["resources"][0]["url"][0]


def test_an_entry_without_a_resource_is_registered(dataset: Make) -> None:
    assert dataset(resources=[])["num_resources"] == 0


def test_the_credit_code_of_a_provider_is_held_to_its_check_character(portal: None) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        factories.Organization(credit_code="91441900557262083T")

    assert "GB 32100" in refused.value.error_dict["credit_code"][0]


def test_the_number_in_which_excel_keeps_a_day_is_told_as_that_day(dataset: Make) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        dataset(data_updated_on="45000")

    (said,) = refused.value.error_dict["data_updated_on"]
    assert "45000" in said
    assert "2023-03-15" in said
