"""Every dataset type has the shared fields, worded in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ckan.common import config

from ckanext.dongguan.schemas import blocks

FOLDER = Path(__file__).resolve().parents[2] / "schemas"
TYPES = ["dataset", "enterprise_aggregate", "credit_disclosure", "interface", "document"]
FIXED = [
    "title",
    "name",
    "notes",
    "title_en",
    "notes_en",
    "owner_org",
    "resource_code",
    "theme",
    "tag_string",
    "town",
    "license_id",
    "share_class",
    "share_condition",
    "level",
    "open_class",
    "open_condition",
    "withheld_basis",
    "directory_visibility",
    "opening_decided_by",
    "opening_decided_on",
    "opening_basis",
    "secrecy_reviewed_by",
    "secrecy_reviewed_on",
    "secrecy_basis",
    "update_frequency",
    "data_updated_on",
    "period_start",
    "period_end",
    "items",
    "source_system",
    "source_id",
    "is_demonstration",
]


def read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


def texts(value: Any) -> list[dict[str, str]]:
    """Collect what is worded by language, at any depth."""
    if isinstance(value, dict):
        own = [value] if {"en", "zh_Hans_CN"} & value.keys() else []
        return own + [text for item in value.values() for text in texts(item)]
    return [text for item in value for text in texts(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_the_fixed_fields(name: str) -> None:
    fields = [field["field_name"] for field in read(name)["dataset_fields"]]

    assert set(FIXED) <= set(fields)
    assert len(fields) == len(set(fields))
    assert read(name)["dataset_type"] == name


@pytest.mark.parametrize("name", TYPES)
def test_a_file_does_not_ask_again_where_its_dataset_comes_from(name: str) -> None:
    schema = read(name)
    source = {field["field_name"] for field in blocks.load("source").fields}

    assert "author" in source
    assert source & {field["field_name"] for field in schema["resource_fields"]} == set()


@pytest.mark.parametrize("name", [*TYPES, "organization", "theme"])
def test_labels_and_help_stand_in_both_languages(name: str) -> None:
    schema = read(name)
    fields = [f for key in schema if key.endswith("fields") for f in schema[key]]

    assert [f["field_name"] for f in fields if not f.get("label")] == []
    assert [t for t in texts(schema) if set(t) != {"zh_Hans_CN", "en"}] == []
    assert [t for t in texts(schema) if not all(t.values())] == []


@pytest.mark.parametrize("name", TYPES)
def test_each_block_has_a_heading_in_both_languages(name: str) -> None:
    headings = [blocks.load(field["section"]) for field in read(name)["dataset_fields"]]

    assert [b.name for b in headings if set(b.label) != {"zh_Hans_CN", "en"}] == []
    assert [b.name for b in headings if b.help_text and set(b.help_text) != set(b.label)] == []


def test_the_site_offers_the_types_that_the_folder_holds() -> None:
    offered = config["scheming.dataset_schemas"].split()

    assert offered == [f"ckanext.dongguan.schemas:{name}.yaml" for name in TYPES]


def test_the_fields_of_blocks_stand_in_their_order_and_name_their_section() -> None:
    fields = blocks.combine(["time", "credit"])

    names = [field["field_name"] for field in fields]
    assert names[0] == "update_frequency"
    assert names.index("period_end") < names.index("disclosure_kind")
    assert {field["section"] for field in fields} == {"time", "credit"}


def test_types_do_not_share_a_field_object() -> None:
    first, second = blocks.combine(["items"]), blocks.combine(["items"])

    first[0]["repeating_subfields"][0]["field_name"] = "changed"

    assert second[0]["repeating_subfields"][0]["field_name"] == "name"


@pytest.mark.parametrize("name", ["nowhere", "../presets", ""])
def test_an_unknown_block_is_refused(name: str) -> None:
    with pytest.raises(KeyError, match="no block"):
        blocks.combine([name])
