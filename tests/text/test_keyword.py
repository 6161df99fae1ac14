"""What departments write as keywords is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.dongguan.text.keyword import Problem, clean, problem, split

WRITTEN = [
    "教育、科技",
    "住房（公租房）",
    "气温(℃)",
    "台/百户",
    "死亡率(‰)",
    "%",
    "亩",
    "存款，组织或参与",
]


@pytest.mark.parametrize("keyword", WRITTEN)
def test_a_written_keyword_is_kept_as_it_is(keyword: str) -> None:
    assert clean(keyword) == keyword
    assert problem(keyword) is None


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ("", Problem.EMPTY),
        ("长" * 101, Problem.TOO_LONG),
        ("a\x00b", Problem.CONTROL),
        ("a\u202eb", Problem.CONTROL),
        ("a\ud800", Problem.CONTROL),
        ("a,b", Problem.SEPARATOR),
    ],
)
def test_what_cannot_be_stored_or_told_apart_is_named(keyword: str, expected: Problem) -> None:
    assert problem(keyword) is expected


def test_a_hundred_characters_are_still_a_keyword() -> None:
    assert problem("长" * 100) is None


def test_a_list_splits_at_plain_commas_and_loses_repeats() -> None:
    assert split("名称, 教育、科技,名称,,气温(℃)") == ("名称", "教育、科技", "气温(℃)")


def test_a_chinese_comma_inside_a_list_with_plain_commas_is_part_of_a_keyword() -> None:
    assert split("存款，组织或参与,日期") == ("存款，组织或参与", "日期")


def test_a_chinese_comma_separates_where_no_plain_one_does() -> None:
    assert split("教育，科技；卫生") == ("教育", "科技", "卫生")


@given(st.text())
def test_what_split_returns_can_be_stored_if_short_and_visible(text: str) -> None:
    for keyword in split(text):
        assert problem(keyword) in (None, Problem.TOO_LONG, Problem.CONTROL)
        assert clean(keyword) == keyword
