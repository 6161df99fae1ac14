"""What a person's words are taken for."""

from __future__ import annotations

import re

import pytest

from ckanext.dongguan.search import dictionary, segment
from ckanext.dongguan.search.group import Group
from ckanext.dongguan.search.index_words import fields
from ckanext.dongguan.search.lexicon import Lexicon, Role
from ckanext.dongguan.search.question import understand
from ckanext.dongguan.search.reach import REACH, Reach, asked_for
from ckanext.dongguan.search.solr_query import render
from ckanext.dongguan.search.spelling import normal
from ckanext.dongguan.search.unit import Need

from . import judging

LEXICON = dictionary.load()


def asked(query: str) -> list[str]:
    return [unit.text for unit in understand(query, LEXICON).content]


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("公車站", "公车站"),
        ("ＡＢＣ", "abc"),
        ("㎡", "m2"),
        ("公\u200b交", "公 交"),
        ("\ud800", " "),
    ],
)
def test_what_is_written_in_many_ways_gets_one_spelling(text: str, spelling: str) -> None:
    assert normal(text) == spelling


@pytest.mark.parametrize(
    ("query", "content"),
    [
        ("东莞公积金怎么查", ["公积金"]),
        ("哪里有公厕", ["公厕"]),
        ("去哪里打疫苗？", ["打疫苗"]),
        ("小孩上学 学校名单", ["小孩", "上学", "学校名单"]),
        ("2023年公交", ["2023", "公交"]),
        # Not 元: no amount of money is asked for.
        ("元宇宙", ["元宇", "宇宙"]),
        # Not 镇: it stands between two that are unknown.
        ("民镇局", ["民镇", "镇局"]),
        ("石排镇囍鹊", ["石排镇", "囍鹊"]),
        ("我的水电费", ["水电费"]),
        ("东莞", ["东莞"]),
        ("名单", ["名单"]),
        ("囍鹊登枝", ["囍鹊", "鹊登", "登枝"]),
        ("dg_road_list.csv", ["dg_road_list.csv"]),
        ("gong jiao zhan", ["gongjiaozhan"]),
        ("bus stops", ["bus stops"]),
        ("？！", []),
    ],
)
def test_small_words_go_and_known_words_stay_whole(query: str, content: list[str]) -> None:
    assert asked(query) == content


def test_letters_come_with_the_words_they_may_stand_for() -> None:
    (unit,) = understand("gj", LEXICON).units

    assert unit.guesses[0] == "公交"
    assert "公共汽车" in unit.equals


def test_what_must_not_be_there_is_said() -> None:
    units = understand('公交 -站点 "首末班车"', LEXICON).units

    assert [unit.need for unit in units] == [Need.CONTENT, Need.MUST_NOT, Need.MUST]


def test_words_are_not_found_across_other_words() -> None:
    lexicon = Lexicon([Group(words=("职工",)), Group(words=("资格",)), Group(words=("工资",))])

    assert list(segment.words("职工资格", lexicon)) == ["职工", "资格"]
    assert list(segment.words("职工工资", lexicon)) == ["职工", "工资"]


def test_words_inside_a_longer_word_are_found() -> None:
    lexicon = Lexicon([Group(words=("公共厕所", "厕所", "公共"))])

    assert set(segment.words("公共厕所", lexicon)) == {"公共厕所", "公共", "厕所"}


def test_a_long_word_is_found_across_other_words_too() -> None:
    lexicon = Lexicon([Group(words=("行政审批", "审批时限", "时限"))])

    assert "审批时限" in segment.words("行政审批时限", lexicon)


def test_the_nearest_words_are_those_of_groups_of_few_words() -> None:
    many = [f"词{number}" for number in range(12)]
    lexicon = Lexicon([
        Group(words=("电费", *many), found=("能源",)),
        Group(words=("电费", "电价"), found=("销售电价", "阶梯")),
    ])  # fmt: skip

    (unit,) = understand("电费", lexicon).units

    assert unit.close == ("电价", "销售电价", "阶梯")
    assert unit.best == ("销售电价",)
    assert unit.found == ("能源", "销售电价", "阶梯")


def test_small_words_count_without_having_to_be_there() -> None:
    question = understand("公交电话", LEXICON)

    assert [unit.text for unit in question.weak] == ["电话"]
    assert ' OR han:"电话"^' in render(question)[0]


def test_no_part_is_answered_by_what_many_words_hold() -> None:
    many = [Group(words=(f"证{number}",), found=("许可",)) for number in range(20)]
    lexicon = Lexicon([
        *many, Group(words=("看病",), found=("医院执业许可",)), Group(words=("医院",)),
    ])  # fmt: skip

    (unit,) = understand("看病", lexicon).units

    assert unit.best == ("医院执业许可",)
    assert unit.parts == ("医院",)


def test_a_small_word_lifts_what_it_asks_for() -> None:
    lexicon = Lexicon([Group(words=("多少钱", "价格"))], {"多少钱": Role.WEAK})

    assert 'near:"价格"^' in render(understand("看牙 多少钱", lexicon))[0]


@pytest.mark.parametrize(("name", "word"), [("hospital", "医院"), ("Co-op", "合作社")])
def test_the_first_word_for_an_english_name_counts_most(name: str, word: str) -> None:
    (unit,) = understand(name, LEXICON).units

    assert unit.guesses == (word,)


def test_letters_are_not_torn_out_of_a_longer_word() -> None:
    lexicon = Lexicon([Group(words=("ai", "5g"))])

    assert list(segment.words("email 15g 5g ai", lexicon)) == ["5g", "ai"]


def test_a_title_is_indexed_by_how_it_sounds() -> None:
    sounds = fields({"title": "东莞市公交站点信息"}, LEXICON)["title_sounds"]

    assert {"gongjiao", "gongjiaozhandian", "dongguan", "gj", "gjz", "gjzd"} <= set(sounds)
    # No word of the title begins with 莞 or ends with 交站.
    assert "sgj" not in sounds


def test_two_parts_are_both_needed_of_many_most() -> None:
    def least(query: str) -> tuple[bool, str]:
        q, mm = render(understand(query, LEXICON))
        return q.startswith("(+("), mm

    assert least("公交") == (True, "1")
    assert least("虎门 小学") == (True, "1")
    assert least("虎门 小学 招生") == (False, "2")
    assert render(understand("虎门 小学", LEXICON), Reach.PART)[1] == "1"


@pytest.mark.parametrize("query", ['a"b\\', "公交\\", 'x:"y', "{!x}公交", "*:* 公交^9", "/a/"])
def test_signs_of_solr_s_language_stay_words(query: str) -> None:
    q, _ = render(understand(query, LEXICON))

    assert "\\" not in q
    assert q.count('"') % 2 == 0
    assert "{" not in q


def looked_up(query: str) -> int:
    """Count the words of the dictionary that a query sends to the index, written apart."""
    texts = re.findall(r'(?:known|near):"([^"]*)"', query)
    return sum(text.count("|") + 1 for text in texts)


@pytest.mark.parametrize("reach", list(Reach))
def test_what_a_query_grows_to_is_bounded_whatever_the_dictionary_holds(
    reach: Reach,
) -> None:
    groups = [
        Group(
            words=(first, *(f"{first}同{number}" for number in range(200))),
            found=tuple(f"{first}果{number}" for number in range(200)),
        )
        for first in ("甲乙", "丙丁", "戊己")
    ]
    lexicon = Lexicon(groups)

    sizes = [
        looked_up(render(understand(query, lexicon), reach)[0])
        for query in ("甲乙", "甲乙 丙丁", "甲乙 丙丁 戊己")
    ]

    assert max(sizes) <= 150


@pytest.mark.parametrize("reach", list(Reach))
@pytest.mark.parametrize("query", ["桥", "看病", "停车场", "hospital", "gj"])
def test_no_word_is_looked_up_twice_for_one_part(query: str, reach: Reach) -> None:
    q = render(understand(query, LEXICON), reach)[0]

    words = [w for text in re.findall(r'(?:known|near):"([^"]*)"', q) for w in text.split("|")]

    assert len(words) == len(set(words))


def test_chinese_is_not_looked_for_among_names_and_codes() -> None:
    q = render(understand("公交 PM2.5", LEXICON))[0]

    assert 'han:"公交"' in q
    assert 'plain:"公交"' not in q
    assert 'plain:"pm2.5"' in q


@pytest.mark.parametrize("reach", list(Reach))
def test_no_judged_query_is_longer_than_twice_the_usual_one(reach: Reach) -> None:
    names = ("demo", "foshan", "elsewhere")
    queries = [one.query for name in names for one in judging.queries(name)]

    written = {q: render(understand(q, LEXICON), reach)[0] for q in queries}

    longest = 640 if reach is Reach.PART else 740
    assert [q for q, text in written.items() if len(text) > longest] == []


def test_the_name_of_a_register_is_found_by_what_points_at_it() -> None:
    lexicon = Lexicon([Group(words=("学区", "招生范围"), found=("学区划分", "学校"))])

    assert set(lexicon.close("学区划分")) == {"学区", "招生范围", "学校"}
    assert lexicon.close("学校") == ()


def test_a_search_reaches_as_far_as_it_says_and_never_further() -> None:
    assert asked_for({REACH: "part"}) is Reach.PART
    assert {asked_for(one) for one in ({}, {REACH: "all"}, {REACH: ["part"]})} == {Reach.MEANT}
