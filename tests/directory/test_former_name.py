"""Names that a department had: from the code list and from its own record."""

from __future__ import annotations

import pytest

from ckanext.dongguan.directory.former_name import (
    BadLine,
    FormerName,
    listed,
    of_provider,
    parse,
    with_name,
)


def test_the_reform_of_2019_is_known_with_what_is_unsure_about_it() -> None:
    names = {name.name: name for name in listed("dg-zrzyj")}

    assert set(names) == {"东莞市国土资源局", "东莞市城乡规划局"}
    assert names["东莞市国土资源局"].until == "2019-01-13"
    assert not names["东莞市国土资源局"].is_unsure
    assert names["东莞市城乡规划局"].is_unsure


def test_a_unit_renamed_twice_has_both_names_the_oldest_first() -> None:
    assert [name.name for name in listed("dg-zsj")] == [
        "东莞市政务服务办公室",
        "东莞市政务服务数据管理局",
    ]


def test_a_line_is_read_with_its_day_and_basis() -> None:
    lines = list(parse("东莞市某局 | 2026-03-31 | 东委〔2026〕1号\n\n东莞市旧局\n"))

    assert lines == [
        FormerName(name="东莞市某局", until="2026-03-31", basis="东委〔2026〕1号"),
        FormerName(name="东莞市旧局"),
    ]


@pytest.mark.parametrize(
    "line",
    ["某局 | 去年", "| 2026-03-31", "某局 | 2026-03-31 | 依据 | 多", "某局 | 2026-02-30"],
)
def test_a_line_that_cannot_be_read_is_named_by_its_number(line: str) -> None:
    assert list(parse(f"东莞市旧局\n{line}"))[1:] == [BadLine(number=2, text=line)]


def test_a_renaming_is_noted_once_and_a_name_taken_again_is_no_former_one() -> None:
    old = FormerName(name="东莞市某局", until="2026-03-31")

    once = with_name("", old, now="东莞市新局")

    assert once == "东莞市某局 | 2026-03-31"
    assert with_name(once, old, now="东莞市新局") == once
    back = FormerName(name="东莞市新局", until="2026-05-01")
    assert with_name(once, back, now="东莞市某局") == "东莞市新局 | 2026-05-01"


def test_names_of_the_list_and_of_the_record_stand_together_each_once() -> None:
    own = "东莞市国土资源局 | 2019-01-01\n东莞市国土规划局"

    assert [name.name for name in of_provider("dg-zrzyj", own)] == [
        "东莞市国土资源局",
        "东莞市城乡规划局",
        "东莞市国土规划局",
    ]
