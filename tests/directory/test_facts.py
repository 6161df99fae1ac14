"""What a page tells of a dataset: only what is filled, in words, under the type's headings."""

from __future__ import annotations

import pytest

from ckanext.dongguan.directory import facts
from ckanext.dongguan.schemas.dataset_type import NAMES, load

AGGREGATE = {
    "type": "enterprise_aggregate",
    "title": "工业总产值",
    "indicator": "规模以上工业总产值",
    "statistic_period": "2024-Q1",
    "axes": ["town", "industry"],
    "survey_kind": "national",
    "share_condition": "只供统计部门",
    "coverage": "",
    "operations": [],
}


def texts(dataset: dict[str, object], language: str, **options: bool) -> dict[str, str]:
    kind = load(str(dataset["type"]))
    found = facts.groups(kind, dataset, language, **options)
    return {fact.label: fact.text for group in found for fact in group.facts}


def test_filled_fields_stand_under_the_headings_of_their_blocks() -> None:
    found = facts.groups(load("enterprise_aggregate"), AGGREGATE, "zh_Hans_CN")

    assert [(group.label, group.is_own) for group in found] == [
        ("统计说明", True), ("统计调查项目", True),
    ]  # fmt: skip


def test_codes_and_periods_are_in_words() -> None:
    found = texts(AGGREGATE, "zh_Hans_CN")

    assert found["所属时期"] == "2024年第一季度"
    assert "town" not in found["分组维度"]
    assert texts(AGGREGATE, "en")["Period of the figures"] == "Q1 2024"


def test_what_is_not_for_everyone_is_listed_apart() -> None:
    assert "共享条件" not in texts(AGGREGATE, "zh_Hans_CN")
    assert texts(AGGREGATE, "zh_Hans_CN", is_inner=True) == {"共享条件": "只供统计部门"}


def test_rows_make_a_table_of_the_columns_in_which_something_stands() -> None:
    interface = {
        "type": "interface",
        "operations": [{"name": "查询", "method": "get"}, {"name": "提交", "path": ""}],
    }

    (group,) = facts.groups(load("interface"), interface, "zh_Hans_CN")

    (operations,) = group.facts
    assert operations.table
    assert operations.table.headings == ("名称", "请求方法")
    assert operations.table.rows[1] == ("提交", "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_an_empty_dataset_tells_nothing(name: str, language: str) -> None:
    assert facts.groups(load(name), {"title": "空"}, language) == ()
    assert facts.groups(load(name), {"title": "空"}, language, is_inner=True) == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_key_shown_has_a_known_value(name: str) -> None:
    kind = load(name)

    assert {one.shown for one in kind.fields.values()} <= {"", "public", "apart", "never"}
