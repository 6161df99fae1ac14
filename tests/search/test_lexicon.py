"""The dictionary of the release, and what it says about words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ckanext.dongguan.search import dictionary, segment
from ckanext.dongguan.search.group import Group
from ckanext.dongguan.search.lexicon import Lexicon, Role
from ckanext.dongguan.search.vocabulary.reading import Flaw


def test_the_files_of_the_release_have_no_fault() -> None:
    content = dictionary.release()

    assert content.faults == []
    assert len(content.groups) > 450
    assert all(group.kind and group.source for group in content.groups)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("公交", "公共汽车"),
        ("医保", "医疗保险"),
        ("企业", "法人"),
        ("工资", "薪酬"),
        ("厕所", "公厕"),
        ("打疫苗", "预防接种"),
        ("虎门", "虎门镇"),
        ("地税局", "税务局"),
    ],
)
def test_words_for_the_same_lead_to_each_other(word: str, other: str) -> None:
    lexicon = dictionary.load()

    assert other in lexicon.equals(word)
    assert word in lexicon.equals(other)


def test_what_is_worth_finding_does_not_lead_back() -> None:
    lexicon = Lexicon([Group(words=("看病",), found=("医院",)), Group(words=("医院", "诊所"))])

    assert lexicon.found("看病") == ("医院",)
    assert "看病" not in (*lexicon.equals("医院"), *lexicon.found("医院"))


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("dongguanshi", "东莞市"),
        ("houjie", "厚街"),
        ("yinhang", "银行"),
        ("zhongdianxiangmu", "重点项目"),
        ("gongjiao", "公交"),
        ("changan", "长安"),
    ],
)
def test_a_word_is_read_as_the_word_it_is(letters: str, word: str) -> None:
    assert word in dictionary.load().sounding(letters)


@pytest.mark.parametrize(
    ("letters", "word"), [("gj", "公交"), ("gjj", "公积金"), ("yy", "医院"), ("sb", "社保")]
)
def test_of_the_words_with_these_letters_the_most_asked_for_is_first(
    letters: str, word: str
) -> None:
    assert dictionary.load().abbreviated(letters)[0] == word


def test_english_names_lead_to_chinese_words() -> None:
    assert "公交站" in dictionary.load().english("bus stops")
    assert "厚街镇" in dictionary.load().english("houjie town")


def test_a_word_is_not_found_in_one_that_is_no_kind_of_it() -> None:
    lexicon = dictionary.load()

    assert "医院" in segment.words("口腔医院名录", lexicon)
    assert "医院" not in segment.words("宠物医院", lexicon)


def test_small_words_have_their_role() -> None:
    lexicon = dictionary.load()

    assert lexicon.role("怎么") is Role.DROP
    assert lexicon.role("名单") is Role.WEAK
    assert lexicon.role("东莞") is Role.PLACE
    assert lexicon.role("公交") is None


def test_a_site_s_own_words_are_taken_as_soon_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("words,found\n莞香|土沉香,香市\n", encoding="utf-8")
    before = dictionary.load(str(tmp_path)).equals("莞香")
    file.write_text("words,found\n莞香|女儿香|土沉香,香市\n", encoding="utf-8")

    assert "女儿香" not in before
    assert "女儿香" in dictionary.load(str(tmp_path)).equals("莞香")


def test_a_site_s_file_with_a_fault_is_told_and_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("words\n莞香|土沉香\n", encoding="utf-8")
    dictionary.load(str(tmp_path))
    file.write_text('words\n莞香|女儿香\n""\n"a,b"\n', encoding="utf-8")

    assert "土沉香" in dictionary.load(str(tmp_path)).equals("莞香")
    assert [(f.line, f.flaw) for f in dictionary.check(str(tmp_path))] == [
        (3, Flaw.EMPTY),
        (4, Flaw.SIGN),
    ]
