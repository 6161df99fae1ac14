"""A mapping file that cannot be used says everything that is wrong with it."""

from __future__ import annotations

import pytest

from ckanext.dongguan.sheets.column import Template
from ckanext.dongguan.sheets.layout_reading import MappingRefusedError, read


@pytest.mark.parametrize(
    ("mapping", "keys"),
    [
        ("", ["no_fields"]),
        ("fields: [a", ["no_yaml"]),
        ("fields: {没有的字段: a}", ["no_field"]),
        ("fields: {名称: a}\nfield: 1", ["no_key"]),
        ("fields: {主题: {columns: a, values: {甲: 没有的主题}}}", ["no_code"]),
        ("fields: {主题: {values: {甲: 道路交通}}}", ["no_columns"]),
        ("fields: {名称: a}\ndefaults: {开放属性: 公开吧}", ["no_code"]),
        ("x" * 200_001, ["long"]),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(
    template: Template, mapping: str, keys: list[str]
) -> None:
    with pytest.raises(MappingRefusedError) as refused:
        read(mapping, "x", template)

    assert [fault.key for fault in refused.value.faults] == keys


def test_a_field_that_is_not_there_is_answered_with_the_one_that_is_nearest(
    template: Template,
) -> None:
    with pytest.raises(MappingRefusedError) as refused:
        read("fields: {更新频率: a}", "x", template)

    assert [(fault.value, fault.near) for fault in refused.value.faults] == [
        ("更新频率", "更新周期")
    ]
