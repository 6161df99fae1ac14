"""A word is found wherever it stands: through `package_search`, in the real index."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ckan.tests import helpers

Found = Callable[..., list[str]]

HERE = Path(__file__).parent
# One-word questions and titles that contain them, each word in one at least.
WORDS = (HERE / "words.txt").read_text("utf-8").split()
OWN_TITLES = tuple((HERE / "titles.txt").read_text("utf-8").split())
ODD_TITLES = (
    "2023年公車站點（繁體）",
    "ＡＢＣ轴承公司名单",
    "PM2.5日均值",
    "大桥",
    "桥梁检测报告",
    "Bus stations of Dongguan",
    "道路（dg_road_list.csv）",
    "2024年预算公开",
    "石龙大道绿化",
)


def pairs(titles: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, title) for word in WORDS for title in titles if word in title]


def missed(found: Found, titles: tuple[str, ...]) -> list[tuple[str, str]]:
    answers = {word: set(found(word)) for word in WORDS}
    return [(word, title) for word, title in pairs(titles) if title not in answers[word]]


@pytest.fixture(scope="module")
def _titles(catalogue: Callable[..., None]) -> None:
    catalogue(*({"title": title} for title in (*OWN_TITLES, *ODD_TITLES)))


@pytest.fixture
def ask(_titles: None, found: Found) -> Found:
    return found


def test_each_word_stands_in_a_title_of_ours() -> None:
    assert {word for word, _ in pairs(OWN_TITLES)} == set(WORDS)


def test_a_word_inside_a_title_is_found(ask: Found) -> None:
    assert missed(ask, OWN_TITLES) == []


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("公车站", "2023年公車站點（繁體）"),
        ("公車站點", "2023年公車站點（繁體）"),
        ("橋", "大桥"),
        ("定點醫院", "定点医院和社区卫生服务机构"),
        ("ABC", "ＡＢＣ轴承公司名单"),
        ("abc轴承", "ＡＢＣ轴承公司名单"),
        ("ａｂｃ", "ＡＢＣ轴承公司名单"),
        ("ＰＭ２．５", "PM2.5日均值"),
        ("pm2.5日均", "PM2.5日均值"),
        ("PM25", "PM2.5日均值"),
        ("桥", "桥梁检测报告"),
        ("2023年", "2023年公車站點（繁體）"),
        ("２０２３", "2023年公車站點（繁體）"),
        ("2023年公车", "2023年公車站點（繁體）"),
        ("station", "Bus stations of Dongguan"),
        ("BUS dongguan", "Bus stations of Dongguan"),
        ("road", "道路（dg_road_list.csv）"),
        ("dg_road_list", "道路（dg_road_list.csv）"),
        ("東莞市公交", "东莞市公交站点信息"),
        ("税务登记统计", "东莞市个体工商户税务登记统计"),
        ("东莞公交站点", "东莞市公交站点信息"),
        ("公交、站点", "东莞市公交站点信息"),
        ("公交 站点", "东莞市公交站点信息"),
        ('"公交站点"', "东莞市公交站点信息"),
        ("title:公交站点", "东莞市公交站点信息"),
        ("search-tests-0", "东莞市公交站点信息"),
    ],
)
def test_however_it_is_written(ask: Found, question: str, title: str) -> None:
    assert title in ask(question)


@pytest.mark.parametrize(
    ("question", "stranger"),
    [
        ("税务登记", "公共租赁住房轮候名单"),
        ("2023年", "2024年预算公开"),
        ("公交站点", "交通违法行为处罚决定"),
        ("pm2.5", "2023年公車站點（繁體）"),
        ('"站点公交"', "东莞市公交站点信息"),
        ("公交 -站点", "东莞市公交站点信息"),
        ("title:站点公交登记", "东莞市公交站点信息"),
        ("？！", "东莞市公交站点信息"),
    ],
)
def test_what_only_shares_a_character_is_not_found(
    ask: Found, question: str, stranger: str
) -> None:
    assert stranger not in ask(question)


def test_what_is_excluded_leaves_the_rest(ask: Found) -> None:
    assert "交通违法行为处罚决定" in ask("交通 -站点")


def test_words_that_stand_together_come_first(
    catalogue: Callable[..., None], found: Found
) -> None:
    catalogue(
        {"title": "住房和城乡建设局登记事项", "notes": "房屋 交易"},
        {"title": "二手房屋交易登记"},
        {"title": "交易中心房屋一览"},
    )

    assert found("房屋交易")[0] == "二手房屋交易登记"


def test_titles_sort_by_pinyin(ask: Found) -> None:
    titles = ask("*:*", sort="title_string asc")

    order = [
        t
        for t in titles
        if t in {"大桥", "餐饮服务单位量化分级", "桥梁检测报告", "民办学校名录"}
    ]
    assert order == ["餐饮服务单位量化分级", "大桥", "民办学校名录", "桥梁检测报告"]


def foshan_titles(shared: Path) -> tuple[str, ...]:
    head, *rows = json.loads((shared / "samples/foshan_catalogue_2018.json").read_text("utf-8"))
    return tuple(row[head.index("数据目录名称")] for row in rows)


@pytest.mark.shared
def test_each_word_is_found_in_each_title_of_a_real_catalogue(
    shared: Path, catalogue: Callable[..., None], found: Found
) -> None:
    titles = foshan_titles(shared)
    catalogue(*({"title": title} for title in titles))

    assert len(pairs(titles)) == 175
    assert missed(found, titles) == []


@pytest.mark.usefixtures("ask")
def test_completion_knows_the_middle_of_a_title() -> None:
    for words in ("租赁住房", "租賃住房", "公共租赁住房轮候名单"):
        completed: list[dict[str, Any]] = helpers.call_action("package_autocomplete", q=words)
        assert "公共租赁住房轮候名单" in [one["title"] for one in completed]


def test_of_words_for_the_same_those_of_the_title_count_most(
    lone_catalogue: Callable[..., None], found: Found
) -> None:
    """Asked in English, so that only the words of the dictionary tell."""
    lone_catalogue(
        {"title": "丙册", "notes": "公交"},
        {"title": "乙册", "tags": [{"name": "公交"}]},
        {"title": "公交"},
    )

    titles = found("bus")

    assert titles == ["公交", "乙册", "丙册"]
