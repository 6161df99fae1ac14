"""Texts cut into words of the dictionary."""

from __future__ import annotations

import pytest

from ckanext.dongguan.search.group import Group
from ckanext.dongguan.search.lexicon import Lexicon, Role
from ckanext.dongguan.search.segment import apart

LEXICON = Lexicon(
    [
        Group(words=("景区门票", "门票"), found=("景区",)),
        Group(words=("学校名单", "学校"), found=("名单",)),
        Group(words=("宠物医院", "宠物", "医院")),
        Group(words=("宠物医院",), kind="whole"),
    ],
    {"多少钱": Role.WEAK},
)


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("景区门票", "景区 门票"),
        ("景区门票多少钱", "景区 门票"),
        # Part of a longer question is answered as it is.
        ("学校名单 景区", None),
        # A whole is no kind of what stands inside it.
        ("宠物医院", None),
        ("门票", None),
        ("", None),
    ],
)
def test_one_long_word_can_be_asked_for_as_the_two_it_is_made_of(
    query: str, parts: str | None
) -> None:
    assert apart(query, LEXICON) == parts
