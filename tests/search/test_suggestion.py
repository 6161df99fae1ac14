"""What the search box offers after the first characters, and to whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import helpers

from ckanext.dongguan.search import dictionary
from ckanext.dongguan.search.suggestion import Named, beginnings, is_enough, matching

LEXICON = dictionary.load()


@pytest.mark.parametrize(
    ("typed", "enough"),
    [
        ("公", True),
        ("g", False),
        ("gj", True),
        ("", False),
        (" ", False),
        ('"', False),
        ("1", False),
    ],
)
def test_one_han_character_or_two_letters_are_enough(typed: str, enough: bool) -> None:
    assert is_enough(typed) is enough


def test_a_title_begins_with_each_of_its_words() -> None:
    begun = set(beginnings("东莞市公交站点信息", LEXICON))

    assert {
        "^公交站点信息",
        "公交站点信息",
        "站点信息",
        "gongjiaozhandianxinxi",
        "gjzdxx",
    } <= begun
    assert "交站点信息" not in begun


def test_what_begins_with_it_comes_before_what_contains_it() -> None:
    named = [
        Named(key="a", label="市公安局", names=("东莞市公安局", "市公安局")),
        Named(key="b", label="交通运输局", names=("交通运输局",)),
        Named(key="c", label="交通管理局", names=("公安交通管理局",)),
    ]

    assert [one.key for one in matching("交通", named, LEXICON, 5)] == ["b", "c"]
    assert [one.key for one in matching("jiaot", named, LEXICON, 5)] == ["b", "c"]
    assert [one.key for one in matching("gajj", named, LEXICON, 5)] == []
    assert [one.key for one in matching("gaj", named, LEXICON, 5)] == ["a", "c"]
    assert matching("囍", named, LEXICON, 5) == []


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("东莞市生态环境局", "环保"),
        ("东莞市生态环境局", "环保局"),
        ("东莞市生态环境局", "hbj"),
        ("东莞市生态环境局", "huanbaoju"),
        ("东莞市市场监督管理局", "工商局"),
        ("东莞市政务服务和数据管理局", "大数据"),
        ("国家税务总局东莞市税务局", "国税"),
    ],
)
def test_a_department_is_known_by_its_former_names(title: str, typed: str) -> None:
    former = LEXICON.formerly(title)
    named = [
        Named(key="other", label="东莞市林业局", names=("东莞市林业局",)),
        Named(key="it", label=title, names=(title,), former=former),
    ]

    assert [one.key for one in matching(typed, named, LEXICON, 3)] == ["it"]


def test_what_is_called_so_today_comes_before_what_was_called_so() -> None:
    named = [
        Named(key="before", label="交通运输局", names=("交通运输局",), former=("公路局",)),
        Named(key="today", label="公安局", names=("公安局",)),
    ]

    assert [one.key for one in matching("公", named, LEXICON, 5)] == ["today", "before"]


def test_former_names_of_one_body_are_not_those_of_another() -> None:
    assert LEXICON.formerly("东莞市林业局") == ()
    assert "国土局" in LEXICON.formerly("东莞市自然资源局")


@pytest.fixture
def offered(dataset: Callable[..., dict[str, Any]], app: Any) -> Callable[..., dict[str, Any]]:
    dataset(title="东莞市囍庆路线信息")
    dataset(title="囍事秘密名单", open_class="withheld")

    def ask(typed: str, **headers: str) -> dict[str, Any]:
        answer = app.get("/search/suggest", query_string={"q": typed}, headers=headers)
        return dict(answer.json)

    return ask


@pytest.mark.parametrize(
    "typed", ["囍", "囍庆", "xiqing", "XIQINGLU", "路线", "luxian", "xqlx"]
)
def test_a_dataset_is_offered_by_characters_sound_and_letters(
    offered: Callable[..., dict[str, Any]], typed: str
) -> None:
    assert "东莞市囍庆路线信息" in [one["title"] for one in offered(typed)["datasets"]]


def test_nobody_is_offered_what_they_may_not_find(
    offered: Callable[..., dict[str, Any]], holder: Callable[..., dict[str, Any]]
) -> None:
    public = {one["title"] for one in offered("囍")["datasets"]}
    asked = helpers.call_action("package_search", q="囍事秘密名单")["results"]

    visible = {one["title"] for one in asked}
    assert public <= {"东莞市囍庆路线信息", *visible}
    assert ("囍事秘密名单" in public) is ("囍事秘密名单" in visible)


def test_departments_are_offered_by_their_names(
    offered: Callable[..., dict[str, Any]], department: dict[str, Any]
) -> None:
    titles = [one["title"] for one in offered("测试局" + department["name"])["organizations"]]

    assert department["title"] in titles


def test_the_portal_offers_a_department_by_its_former_name(
    app: Any, department: dict[str, Any]
) -> None:
    helpers.call_action(
        "organization_patch", id=department["id"], title=f"{department['name']}生态环境局"
    )

    answer = app.get("/search/suggest", query_string={"q": "环保局"}).json

    assert any(one["title"].endswith("生态环境局") for one in answer["organizations"])


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "\\",
        ":",
        "*",
        "{!x}公",
        "_query_:公",
        "公" * 10_000,
        "\x00公",
        "^",
        "permission_labels",
        '公" OR *',
    ],
)
def test_signs_are_no_language_here(app: Any, typed: str) -> None:
    answer = app.get("/search/suggest", query_string={"q": typed})

    assert answer.status_code in (200, 400)
    assert "solr" not in answer.body.lower()
    if answer.status_code == 200:
        assert set(json.loads(answer.body)) == {"datasets", "organizations", "groups"}


def test_half_a_character_in_the_address_is_no_fault(app: Any) -> None:
    assert app.get("/search/suggest?q=%ED%A0%80%E5%85").status_code == 200
