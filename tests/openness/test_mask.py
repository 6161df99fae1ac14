"""Which fields of an entry are its public part."""

from __future__ import annotations

from itertools import chain
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model

from ckanext.dongguan.openness import mask
from ckanext.dongguan.openness.case import Case

RESOURCE = {
    "id": "r", "name": "canary-file.csv", "filename": "canary-file.csv", "format": "CSV",
    "url": "https://canary.example/a", "hash": "canary", "size": 4711, "mimetype": "text/csv",
    "description": "站点", "something_new": "canary",
}  # fmt: skip
DATASET = {
    "id": "d", "title": "公交站点", "items": [{"name": "站台编号"}], "num_resources": 1,
    "secrecy_reviewed_by": "canary", "something_new": "canary", "resources": [RESOURCE],
    "extras": [{"key": "open_class", "value": "x"}, {"key": "new", "value": "canary"}],
}  # fmt: skip


def test_a_conditional_entry_shows_that_there_is_a_file_and_nothing_of_it() -> None:
    shown = mask.dataset(DATASET, Case.CONDITIONAL, has_dictionary=True)

    assert shown["resources"] == [
        {"id": "r", "name": "CSV", "format": "CSV", "description": "站点"}
    ]
    assert "canary" not in str(shown)


def test_an_open_entry_keeps_its_files_and_no_inner_field() -> None:
    shown = mask.dataset(DATASET, Case.OPEN, has_dictionary=True)

    assert shown["resources"] == [RESOURCE]
    assert "secrecy_reviewed_by" not in shown
    assert "something_new" not in shown


def test_a_withheld_entry_shows_neither_files_nor_dictionary() -> None:
    shown = mask.dataset(DATASET, Case.LISTED, has_dictionary=False)

    assert shown["resources"] == []
    assert shown["num_resources"] == 0
    assert shown["items"] == []


def test_the_index_knows_addresses_of_files_of_open_datasets_alone() -> None:
    document = {"title": "公交站点", "res_url": ["http://a"], "secrecy_reviewed_by": "canary"}

    assert mask.document(document, Case.OPEN).keys() == {"title", "res_url"}
    for case in set(Case) - {Case.OPEN}:
        assert mask.document(document, case).keys() == {"title"}


def test_masking_twice_changes_nothing() -> None:
    once = mask.dataset(DATASET, Case.CONDITIONAL, has_dictionary=True)

    assert mask.dataset(once, Case.CONDITIONAL, has_dictionary=True) == once


@pytest.mark.parametrize(
    ("name", "filename", "shown"),
    [
        ("站点", "a.csv", "站点"),
        ("a.csv", "a.csv", "CSV"),
        ("a", "a.csv", "CSV"),
        ("a.xlsx", "a.csv", "CSV"),
        ("站点", None, "站点"),
    ],
)
def test_a_resource_named_like_its_file_is_named_by_its_format(
    name: str, filename: str | None, shown: str
) -> None:
    resource = {"name": name, "filename": filename, "format": "CSV"}

    assert mask.resource(resource)["name"] == shown


def fields_of(group: str) -> set[str]:
    types = tk.get_action("scheming_dataset_schema_list")({}, {})
    shown = [tk.get_action("scheming_dataset_schema_show")({}, {"type": t}) for t in types]
    return {field["field_name"] for field in chain(*(schema[group] for schema in shown))}


def test_somebody_has_decided_about_every_field_of_a_dataset(portal: None) -> None:
    lists = mask.load()["dataset"]

    decided = lists.public | lists.dictionary | lists.inner

    assert fields_of("dataset_fields") - decided == set()
    assert {column.name for column in model.package_table.columns} - decided == set()


def test_somebody_has_decided_about_every_field_of_a_resource(portal: None) -> None:
    lists = mask.load()["resource"]

    decided = lists.public | lists.data | {"extras"}

    assert fields_of("resource_fields") - decided == set()
    assert set(model.Resource.get_columns()) - decided == set()


@pytest.mark.parametrize("group", ["dataset", "resource"])
def test_no_field_stands_in_two_lists(group: str) -> None:
    lists: Any = vars(mask.load()[group]).values()

    assert sum(map(len, lists)) == len(set(chain(*lists)))
