"""Who types the bare name of a thing finds the thing before what was counted of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ckanext.dongguan.search import dictionary, figures, question

Found = Callable[..., list[str]]

# Both hold the same words that are asked for, so that nothing else in the index tells; by
# its length alone the figure would be first.
THING, FIGURE = "公交设施逐个登记的资料", "公交统计"


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("公交线路日客运量", True),
        ("東莞市機動車保有量統計（2019年）", True),
        ("旅游接待人数和收入2023年度", True),
        ("公交站点信息", False),
        ("环境空气质量月报", False),
        # The figure is not what the title is about.
        ("统计用区划和城乡分类代码", False),
        ("水库蓄水量及水位信息", False),
        ("", False),
    ],
)
def test_a_title_says_at_its_end_that_it_gives_figures(title: str, is_one: bool) -> None:
    assert figures.is_statistic(title, dictionary.load()) is is_one


@pytest.mark.parametrize(
    ("query", "is_so"),
    [
        ("公交", True),
        ("gongjiao", True),
        ("bus", True),
        ("东莞公交", True),
        ("公交客流量", False),
        ("客运量", False),
        ("多少公交", False),
        # Words for the same that are figures: the dictionary takes it for one.
        ("房价", False),
        ("-公交", False),
        ("", False),
    ],
)
def test_a_bare_noun_asks_for_things(query: str, is_so: bool) -> None:
    lexicon = dictionary.load()

    asked = question.understand(query, lexicon)

    assert figures.is_for_things(asked, lexicon) is is_so


@pytest.mark.parametrize("query", ["公交", "巴士", "公交车", "bus", "gongjiao", "东莞公交"])
def test_a_thing_stands_before_what_was_counted_of_it(
    query: str, lone_catalogue: Callable[..., None], found: Found
) -> None:
    lone_catalogue({"title": THING}, {"title": FIGURE})

    titles = found(query)

    assert titles == [THING, FIGURE]


def test_who_asks_for_a_figure_finds_it_first(
    lone_catalogue: Callable[..., None], found: Found
) -> None:
    lone_catalogue({"title": THING}, {"title": FIGURE})

    titles = found("公交统计")

    assert titles[0] == FIGURE
