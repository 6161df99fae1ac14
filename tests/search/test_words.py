from __future__ import annotations

import pytest

from ckanext.dongguan.search.group import Group
from ckanext.dongguan.search.lexicon import Lexicon
from ckanext.dongguan.search.weights import FIELDS, weigh
from ckanext.dongguan.search.words import spread

LEXICON = Lexicon([Group(words=("公交", "巴士"))])


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("公交", "公交"),
        ("桥", "桥"),
        ("税务登记", "税务 务登 登记"),
        ("2023年公交", "2023 年公 公交"),
        ("公交 站点表", "公交 站点 点表"),
        ("教育、科技（2023）", "教育 科技 2023"),
        ("PM2.5日均", '"PM2.5" 日均'),
        ("bus stops", "bus stops"),
        ("dg_bus_stops", '"dg_bus_stops"'),
        ('"公交站点" 表格', '"公交站点" 表格'),
        ("公交 -站点表", '公交 -"站点表"'),
        ("+公交站", '+"公交站"'),
        ("- 公交", "公交"),
        ("，？", "，？"),
        ("𠮷野家", "𠮷野 野家"),
        ('"公交', "公交"),
    ],
)
def test_words_are_asked_for_pair_by_pair(query: str, asked: str) -> None:
    assert spread(query) == asked


def test_of_a_very_long_query_the_beginning_is_asked_for() -> None:
    assert len(spread("税务登记" * 200).split()) == 48


@pytest.mark.parametrize(
    "params",
    [
        {"q": "title:公交站点"},
        {"q": ""},
        {"q": "*:*"},
        {},
        {"q": "公交站", "defType": "lucene"},
    ],
)
def test_a_query_of_another_kind_stays_as_it_is(params: dict[str, str]) -> None:
    assert weigh(params, LEXICON) == params


def test_a_caller_s_own_weights_stay() -> None:
    weighed = weigh({"q": "公交站", "qf": "title"}, LEXICON)

    assert (weighed["q"], weighed["qf"]) == ("公交 交站", "title")
    assert weigh({"q": "公交站", "mm": "1"}, LEXICON)["qf"] == FIELDS


def test_plain_words_are_asked_for_with_what_they_are_also_called() -> None:
    weighed = weigh({"q": "公交：站", "sort": "title_string asc"}, LEXICON)

    assert 'known:"巴士"' in weighed["q"]
    assert weighed["defType"] == "edismax"
    assert weighed["sort"] == "title_collated asc"
