"""Errors as sentences that name their places."""

from __future__ import annotations

from ckanext.dongguan.directory.error_list import Listed, listed
from ckanext.dongguan.schemas.dataset_type import load

KIND = load("dataset")


def told(errors: dict[str, object], language: str = "zh_Hans_CN") -> list[Listed]:
    return list(listed(errors, KIND, language))


def test_errors_stand_in_the_order_of_the_form() -> None:
    found = told({"update_frequency": ["b"], "unknown": ["c"], "title": ["a"]})

    assert [one.name for one in found] == ["title", "update_frequency", "unknown"]


def test_a_message_that_names_its_field_is_not_told_twice() -> None:
    (found,) = told({"title": ["“名称”未填：请补充。"]})

    assert found.sentence == "“名称”未填：请补充。"


def test_a_message_that_names_no_field_gets_its_label() -> None:
    assert told({"title": ["此项必填"]})[0].sentence == "名称：此项必填"
    assert told({"title": ["Missing"]}, "en")[0].sentence == "Title: Missing"


def test_an_error_of_a_row_names_row_and_property() -> None:
    (found,) = told({"items": [{}, {}, {"length": ["太长"]}]})

    assert (found.name, found.field) == ("items-2-length", "items")
    assert found.sentence == "信息项 3：数据长度：太长"


def test_an_error_of_a_file_names_the_file() -> None:
    (found,) = told({"resources": [{"data_date": ["不是日期"]}]})

    assert found.sentence == "数据文件 1：数据日期：不是日期"


def test_a_message_for_all_rows_and_one_that_is_no_list_are_told() -> None:
    assert [one.sentence for one in told({"items": ["未填"], "title": "坏"})] == [
        "名称：坏", "信息项：未填",
    ]  # fmt: skip


def test_nothing_is_told_of_empty_messages() -> None:
    assert told({"title": [], "items": [{}, {}]}) == []
