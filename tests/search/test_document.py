from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.search.document import LONGEST_STRING, prepare

DATASET = {
    "title": "公交站点",
    "organization": {"name": "dg-jtysj", "title": "东莞市交通运输局"},
    "groups": [{"name": "jiaotong", "title": "交通运输主题"}],
    "theme": "03",
    "town": ["441900003", "999"],
    "open_class": "unconditional",
    "update_frequency": "monthly",
    "data_updated_on": "2026-03-01",
    "period_start": "2025-01-01",
    "items": [{"name": "站点名称", "name_en": "stop name"}, {"name": "经度"}, "x"],
    "is_demonstration": "true",
    "resources": [{"id": "1"}],
    "opening_decided_by": "张三",
}


def made(document: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return prepare(document or {}, {**DATASET, **fields})


def test_codes_days_and_truths_become_fields() -> None:
    fields = made()

    assert fields["theme"] == "03"
    assert fields["town"] == ["441900003", "999"]
    assert fields["data_updated_on"] == "2026-03-01T00:00:00Z"
    assert fields["is_demonstration"] is True
    assert fields["has_resource"] is True
    assert "period_end" not in fields


def test_names_of_items_and_labels_become_searchable() -> None:
    fields = made()

    assert fields["item_names"] == ["站点名称", "stop name", "经度"]
    assert {
        "东莞市交通运输局", "交通运输主题", "教育科技", "Education and science", "科技教育",
        "东城街道", "附城区",
    } <= set(fields["labels"])  # fmt: skip
    assert "" not in fields["labels"]


def test_the_raw_fields_and_the_names_of_persons_leave_the_document() -> None:
    raw = {
        "opening_decided_by": "张三",
        "extras_opening_decided_by": "张三",
        "extras_items": "[…]",
        "items": "[…]",
        "extras_theme": "03",
        "town": '["humen"]',
        "custom": "x",
        "extras_custom": "x",
    }

    fields = made(raw)

    assert "张三" not in fields.values()
    assert set(raw) & set(fields) == {"town", "custom", "extras_custom"}
    assert fields["town"] == ["441900003", "999"]


def test_a_list_stored_as_text_is_read() -> None:
    stored = {"town": '["humen"]', "items": '[{"name": "经度"}]', "theme": "03"}
    extras = [{"key": key, "value": value} for key, value in stored.items()]

    fields = prepare({}, {"title": "公交", "extras": extras})

    assert fields["town"] == ["humen"]
    assert fields["item_names"] == ["经度"]
    assert fields["theme"] == "03"


@pytest.mark.parametrize("value", ["", None, "昨天", "2026-13-01", 5, ["2026-01-01"]])
def test_a_day_that_is_none_is_left_out(value: Any) -> None:
    assert "data_updated_on" not in made(data_updated_on=value)


@pytest.mark.parametrize("value", ["[", "{}", 7, [[]], None])
def test_items_of_another_shape_break_nothing(value: Any) -> None:
    assert "item_names" not in made(items=value)


def test_a_string_too_long_for_the_index_does_not_lose_the_dataset() -> None:
    long = "税" * (LONGEST_STRING + 1)

    fields = made({
        "custom": long, "extras_custom": long, "notes": long, "title_string": long,
        "res_url": [long, "http://a.invalid"], "name": "a", "views_total": 3,
    })  # fmt: skip

    assert "custom" not in fields
    assert fields["extras_custom"] == fields["notes"] == long
    assert len(fields["title_string"]) == LONGEST_STRING
    assert fields["res_url"] == ["http://a.invalid"]
    assert fields["views_total"] == 3


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, "2026-04-16T00:00:00Z"),  # 45 days are allowed
        ({"update_frequency": "irregular"}, None),
        ({"data_updated_on": None}, None),
        ({"data_updated_on": "9999-12-31"}, None),
        ({"data_updated_on": "soon"}, None),
    ],
)
def test_the_first_late_day_is_a_field(fields: dict[str, Any], day: str | None) -> None:
    assert made(**fields).get("late_from") == day


@pytest.mark.parametrize(
    ("fields", "has_interface"),
    [
        ({}, False),
        ({"resources": [{"format": "CSV"}]}, False),
        ({"resources": [{"format": "CSV"}, {"format": "WFS"}]}, True),
        ({"resources": [{"format_class": "7"}]}, True),
        ({"resources": [{"format": "CSV", "datastore_active": True}]}, True),
        ({"resources": [], "type": "interface"}, True),
    ],
)
def test_what_programs_can_ask_has_an_interface(
    fields: dict[str, Any], has_interface: bool
) -> None:
    assert made(**fields)["has_interface"] is has_interface


def test_a_field_of_the_index_is_not_filled_by_an_extra_of_its_name() -> None:
    fields = made({"late_from": "x", "extras_late_from": "x"}, update_frequency="irregular")

    assert not {"late_from", "extras_late_from"} & set(fields)
