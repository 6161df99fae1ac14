"""Addresses from titles: readable, stable, unique."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.dongguan.text.slug import MAX_LENGTH, slug

VALID = re.compile(r"[a-z0-9_-]{2,100}$")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("东莞市公交站点信息", "dongguan-shi-gongjiao-zhandian-xinxi"),
        ("厚街镇银行网点", "houjie-zhen-yinhang-wangdian"),
        ("重点排污单位名录", "zhongdian-paiwu-danwei-minglu"),
        ("重庆长安大朗", "chongqing-changan-dalang"),
        ("莞城", "guancheng"),
        ("麻涌镇河涌水质", "machong-zhen-hechong-shuizhi"),
        ("塘厦支行", "tangxia-zhihang"),
        ("率先行业", "shuai-xian-hangye"),
        ("典当行花生产量", "diandanghang-huasheng-chanliang"),
        ("采血点", "caixue-dian"),
        ("朝阳小学", "chaoyang-xiaoxue"),
    ],
)
def test_polyphones_read_as_the_word_they_stand_in(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("初中学校名录", "chu-zhong-xuexiao-minglu"),
        ("科普基地名单", "ke-pu-ji-di-mingdan"),
        ("服务事项目录", "fuwu-shi-xiang-mulu"),
        ("旅客运输企业", "lv-ke-yunshu-qiye"),
    ],
)
def test_words_are_cut_where_a_reader_cuts_them(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_traditional_characters_give_the_same_slug() -> None:
    assert slug("長安鎮銀行重點") == slug("长安镇银行重点")


def test_full_width_letters_and_digits_become_half_width() -> None:
    assert slug("ＰＭ２.５　２０２４年") == "pm2-5-2024-nian"


def test_accents_are_dropped() -> None:
    assert slug("Café Zürich") == "cafe-zurich"


@pytest.mark.parametrize("title", ["", "。。。", "😀", "new", "a", "Édit", "　"])
def test_a_title_that_spells_nothing_usable_gets_its_hash(title: str) -> None:
    assert re.fullmatch(r"[a-z]+-[0-9a-f]{8}", slug(title))


def test_a_long_title_is_cut_between_syllables_and_marked() -> None:
    long = slug("厚街镇" * 40)

    assert len(long) <= MAX_LENGTH
    assert re.fullmatch(r"(houjie-zhen-)+(houjie-)?[0-9a-f]{8}", long)
    assert slug("厚街镇" * 40 + "甲") != long


def test_a_taken_slug_gets_a_hash_and_then_another() -> None:
    first = slug("东莞", {"dongguan"})
    second = slug("东莞", {"dongguan", first})

    assert first.startswith("dongguan-")
    assert second not in {"dongguan", first}
    assert slug("东莞", {"dongguan"}) == first


def test_taken_names_may_come_from_a_question() -> None:
    asked: list[str] = []

    def is_taken(name: str) -> bool:
        asked.append(name)
        return len(asked) < 3

    assert slug("东莞", is_taken) == asked[-1]
    assert len(asked) == 3


@given(st.text(), st.sets(st.text(), max_size=3))
def test_any_title_gives_a_name_ckan_accepts(title: str, taken: set[str]) -> None:
    made = slug(title, taken)

    assert VALID.fullmatch(made)
    assert made not in taken
    assert slug(title, taken) == made


@given(st.text(alphabet="东莞厚街银行重庆，a1 ", min_size=30), st.integers(20, MAX_LENGTH))
def test_no_slug_is_longer_than_asked(title: str, max_length: int) -> None:
    assert len(slug(title, max_length=max_length)) <= max_length


def test_equal_titles_find_a_name_at_once_by_their_salt() -> None:
    asked: list[str] = []
    taken: set[str] = set()

    def is_taken(name: str) -> bool:
        asked.append(name)
        return name in taken

    for number in range(200):
        taken.add(slug("东莞市公交站点信息", is_taken, salt=f"record-{number}"))

    assert len(taken) == 200
    assert len(asked) <= 200 * 3
