"""By which words a caller names a table."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.tables.reference import TableNameError, is_filter, may_be_alias, named

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.mark.parametrize(
    "data", [{"resource_id": ID}, {"id": ID}, {"id": ID, "resource_id": ID}]
)
def test_a_table_goes_by_either_key(data: dict[str, str]) -> None:
    assert named(data) == ID


@pytest.mark.parametrize(
    "data",
    [{}, {"resource_id": ""}, {"resource_id": None}, {"resource_id": 7}, {"id": [ID]}, [], "x",
     {"resource_id": ID, "id": "other"}, {"resource_id": ID, "id": [ID]}],
)  # fmt: skip
def test_none_or_two_tables_are_refused(data: Any) -> None:
    with pytest.raises(TableNameError):
        named(data)


@pytest.mark.parametrize("name", ["chezhan", "公交站点", "a-b", "莞" * 21])
def test_an_alias_is_a_short_word(name: str) -> None:
    assert may_be_alias(name)


@pytest.mark.parametrize(
    "name",
    [
        ID,
        ID.upper(),
        ID.replace("-", ""),
        "_x",
        "",
        " a",
        "a\0b",
        "莞" * 22,
        None,
        7,
        [],
        "a\u202eb",
    ],
)
def test_an_alias_never_looks_like_a_resource(name: Any) -> None:
    assert not may_be_alias(name)


def test_a_filter_is_an_object() -> None:
    assert all(map(is_filter, (None, {}, {"a": 1}, '{"a": 1}')))
    assert not any(map(is_filter, ([], 1, "x", "[1]", "null", "1")))
