"""Providers in groups, found by the names of today and of before."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.directory.provider import Provider, grouped, in_list_order, matching


def provider(name: str, title: str = "", count: int = 0, **extras: Any) -> Provider:
    return Provider.of(name, title or name, extras, count)


HEALTH = provider("dg-wjj", "东莞市卫生健康局", 3, provider_class="city")
WATER = provider("dg-swj", "东莞市水务局", 4, provider_class="city")
TOWN = provider("dg-humen", "东莞市虎门镇人民政府", 5, provider_class="town")
OTHER = provider("mou", "某单位", 1, former_names="梅塘中心 | 2026-01-01")
ALL = (OTHER, TOWN, HEALTH, WATER)


@pytest.mark.parametrize(
    ("words", "found", "former"),
    [
        ("水务", ["dg-swj"], ""),
        ("  HEALTH  ", ["dg-wjj"], ""),
        ("计划生育", ["dg-wjj"], "东莞市卫生和计划生育局"),
        ("family planning", ["dg-wjj"], "东莞市卫生和计划生育局"),
        ("梅塘", ["mou"], "梅塘中心"),
        ("虎门镇政府", ["dg-humen"], ""),
        ("没有", [], ""),
    ],
)
def test_a_provider_is_found_by_words_of_any_name(
    words: str, found: list[str], former: str
) -> None:
    hits = matching(ALL, words)

    assert [hit.provider.name for hit in hits] == found
    assert [hit.former.name for hit in hits if hit.former] == ([former] if former else [])


def test_no_words_find_all() -> None:
    assert len(matching(ALL, " ")) == 4


def test_groups_stand_in_the_order_of_the_list_and_those_without_a_class_last() -> None:
    groups = grouped(matching(in_list_order(ALL), ""))

    assert [group.provider_class for group in groups] == ["city", "town", ""]
    assert [hit.provider.name for hit in groups[0].hits] == ["dg-swj", "dg-wjj"]
    assert [group.count for group in groups] == [7, 5, 1]
