"""What was mistyped finds what was meant; what finds nothing comes with what is nearest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import helpers

from ckanext.dongguan.search import dictionary
from ckanext.dongguan.search.correction import correct, mend

MARK = "source_system:search-tests"
TITLES = ("公交站点", "公厕", "邮政网点图片", "天文图片", "景点名称收费金额")


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("公教站", "公交站"),
        ("东莞医圆", "东莞医院"),
        ("杜保", "社保"),
        ("停车厂", "停车场"),
        ("免费核算检测", "免费核酸检测"),
        ("gongjao", "公交"),
        ("museun", "museum"),
        # One wrong character in a long word, not a right one in a part of it.
        ("营业执造", "营业执照"),
        ("最低生活保章", "最低生活保障"),
        # Two neighbours the other way round, one typed twice, one left out of a long word.
        ("停场车", "停车场"),
        ("图书书馆", "图书馆"),
        ("最低生保障", "最低生活保障"),
        # z for zh, n for ng, l for n.
        ("身粪证", "身份证"),
        ("早气预报", "天气预报"),
        ("民镇局", "民政局"),
        # Not 陪诊, which sounds like it: what stands beside it tells.
        ("驾校培圳", "驾校培训"),
        # Not 九价: a character of the unknown word would be left.
        ("旧家具回收", None),
        # Not 河水: the rest stands as it is.
        ("喝的水干净吗", None),
        ("公交站", None),
        # Not 教市政: 教师 is no mistake.
        ("教师证书的证", None),
        ("囍囍囍", None),
        ("xq", None),
        ("", None),
    ],
)
def test_a_likely_mistake_is_corrected(query: str, meant: str | None) -> None:
    assert correct(query, dictionary.load()) == meant


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("东莞停场车", "东莞停车场"),
        ("停停车场", "停车场"),
        # Heard as a whole it is often asked for, though 幼儿 is a word.
        ("幼儿员", "幼儿园"),
        ("厅车场", "停车场"),
        ("停车场", None),
        # What is short may be another word.
        ("杜保", None),
        ("社社保", "社保"),
        # Words side by side are no slip.
        ("公交车站台", None),
        # What stands in quotes is meant as it stands.
        ('"停场车"', None),
        ("停场车" * 20, None),
        ("", None),
    ],
)
def test_only_a_plain_mistake_in_a_long_word_is_mended(query: str, meant: str | None) -> None:
    assert mend(query, dictionary.load()) == meant


@pytest.fixture(scope="module")
def _datasets(catalogue: Callable[..., None]) -> None:
    catalogue(*({"title": title} for title in TITLES))


@pytest.fixture
def search(_datasets: None, portal: None) -> Callable[..., dict[str, Any]]:
    def ask(q: str, **params: Any) -> dict[str, Any]:
        return dict(helpers.call_action("package_search", q=q, fq=MARK, **params))

    return ask


def test_the_answer_says_what_it_answers(search: Callable[..., dict[str, Any]]) -> None:
    found = search("公教站")

    assert [one["title"] for one in found["results"]] == ["公交站点"]
    assert found["nearest"] == {"query": "公交站", "is_relaxed": False}


def test_a_slip_is_mended_though_its_characters_are_found(
    search: Callable[..., dict[str, Any]],
) -> None:
    found = search("邮政政网点")

    assert [one["title"] for one in found["results"]] == ["邮政网点图片"]
    assert found["nearest"] == {"query": "邮政网点", "is_relaxed": False}
    assert "nearest" not in search("邮政政网点", ext_dongguan_exact="1")


def test_a_part_of_the_question_is_answered_where_the_whole_is_not(
    search: Callable[..., dict[str, Any]],
) -> None:
    found = search("公厕 囍囍")

    assert [one["title"] for one in found["results"]] == ["公厕"]
    assert found["nearest"]["is_relaxed"] is True


def test_a_long_word_is_answered_by_the_two_it_is_made_of(
    search: Callable[..., dict[str, Any]],
) -> None:
    found = search("景区门票")

    assert [one["title"] for one in found["results"]] == ["景点名称收费金额"]
    assert found["nearest"] == {"query": "景区 门票", "is_relaxed": False}


def test_titles_that_share_its_characters_come_last(
    search: Callable[..., dict[str, Any]],
) -> None:
    found = search("囍图囍片囍")

    assert {one["title"] for one in found["results"]} == {"邮政网点图片", "天文图片"}
    assert found["nearest"] == {"query": "囍图囍片囍", "is_relaxed": True}
    assert search("囍囍片囍鹊")["count"] == 0


def test_what_hardly_answers_is_followed_by_what_answers_a_part(
    search: Callable[..., dict[str, Any]],
) -> None:
    found = search("邮局 图片")

    assert [one["title"] for one in found["results"]] == ["邮政网点图片", "天文图片"]
    assert found["nearest"] == {"query": "邮局 图片", "is_relaxed": True, "exact": 1}
    assert search("邮局 图片", rows=0)["count"] == 2
    assert search("邮局 图片", ext_dongguan_exact="1")["count"] == 1


def test_a_record_with_the_very_words_stays_alone(
    search: Callable[..., dict[str, Any]],
) -> None:
    found = search("邮政 图片")

    assert [one["title"] for one in found["results"]] == ["邮政网点图片"]
    assert "nearest" not in found


def test_an_exact_answer_says_nothing_of_nearest(
    search: Callable[..., dict[str, Any]],
) -> None:
    assert "nearest" not in search("公厕")
    assert "nearest" not in search("公厕", rows=0)
    assert "nearest" not in search("title:囍囍")


def test_what_must_be_there_is_not_given_up(search: Callable[..., dict[str, Any]]) -> None:
    assert search("公厕 +囍囍")["count"] == 0
    assert search('公厕 "囍囍"')["count"] == 0
