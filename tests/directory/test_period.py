"""Periods as people write them, and as they are read again."""

from __future__ import annotations

import pytest

from ckanext.dongguan.directory import period


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2024年3月", "2024-03"),
        ("2024年03月份", "2024-03"),
        ("二〇二四年三月", "2024-03"),
        ("202403", "2024-03"),
        ("２０２４－０３", "2024-03"),
        ("2024.3", "2024-03"),
        ("2024Q1", "2024-Q1"),
        ("2024年一季度", "2024-Q1"),
        ("2024年第一季度", "2024-Q1"),
        ("2024 年 第 1 季度", "2024-Q1"),
        ("2024-Q4", "2024-Q4"),
        ("2024年1-3月", "2024-Q1"),
        ("2024年上半年", "2024-H1"),
        ("2024年1月至6月", "2024-H1"),
        ("2024H2", "2024-H2"),
        ("2024", "2024"),
        ("2024年度", "2024"),
        ("2024-01-01/2024-12-31", "2024"),
        ("2024年1-5月", "2024-01-01/2024-05-31"),
        ("2023年12月至2024年2月", "2023-12-01/2024-02-29"),
        ("2024-02-29", "2024-02-29"),
        ("2024年3月31日", "2024-03-31"),
        ("2024/3/31 12:30:00", "2024-03-31"),
        ("二〇二四年十二月三十一日", "2024-12-31"),
    ],
)
def test_a_period_is_read_and_stored_in_its_shortest_form(text: str, stored: str) -> None:
    found = period.parse(text)

    assert str(found) == stored
    assert period.parse(stored) == found


@pytest.mark.parametrize(
    "text",
    ["", "去年", "2024年13月", "2024Q5", "2024-02-30", "2023-02-29", "0000", "20240230",
     "2024年第五季度", "2024-05至2024-03", "2024年6-3月", "一季度", "3月", "2024-1-1-1"],
)  # fmt: skip
def test_what_is_no_period_is_not_guessed(text: str) -> None:
    assert period.parse(text) is None


@pytest.mark.parametrize("text", ["一季度", "第1季度", "Q3", "上半年", "3月", "十二月份"])
def test_a_period_without_its_year_is_known_as_such(text: str) -> None:
    assert period.lacks_year(text)


@pytest.mark.parametrize(
    ("stored", "chinese", "english"),
    [
        ("2024", "2024年", "2024"),
        ("2024-H2", "2024年下半年", "H2 2024"),
        ("2024-Q3", "2024年第三季度", "Q3 2024"),
        ("2024-03", "2024年3月", "2024-03"),
        ("2024-03-31", "2024-03-31", "2024-03-31"),
        ("2024-01-01/2024-05-31", "2024-01-01 至 2024-05-31", "2024-01-01 – 2024-05-31"),
    ],
)
def test_a_period_is_said_in_words(stored: str, chinese: str, english: str) -> None:
    found = period.parse(stored)

    assert found
    assert (found.wording("zh_Hans_CN"), found.wording("en")) == (chinese, english)
