"""What is looked for in vain is counted without people, and shown to departments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from ckan import model
from ckan.common import config
from ckan.tests import factories, helpers

from ckanext.dongguan import clock
from ckanext.dongguan.search import demand_list, dictionary
from ckanext.dongguan.search.demand import countable, is_subject
from ckanext.dongguan.search.model import demand

LEXICON = dictionary.load()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("囍糖店 分布", "囍糖店 分布"),
        ("  公車站？ ", "公车站"),
        ("2023年 PM2.5", "2023年 pm2.5"),
        ("13800138000", None),
        ("电话 138-0013-8000", None),
        ("441900199001011234 社保", None),
        ("粤S12345", None),
        ("someone@example.com", None),
        ("www.example.com", None),
        ("张三丰", None),
        ("陈小明 电话", None),
        ("陳小明", None),
        ("陈建设", None),
        ("李 小 明", None),
        ("我叫李小明", None),
        ("欧阳娜娜", None),
        ("阿依古丽·买买提", None),
        ("zhang wei", None),
        ("lina", None),
        ("John Smith", None),
        ("138.0013.8000", None),
        ("１３８００１３８０００", None),
        ("一三八零零一三八零零零", None),
        ("粤SB2C34", None),
        ("wxid_abc123", None),
        ("莞城西正路5号302房", None),
        ("三元里社区5栋", None),
        ("192.168.1.1", None),
        ("地铁线路2号线", "地铁线路2号线"),
        ("5g ktv", "5g ktv"),
        ("bus stop", "bus stop"),
        ("7 7", None),
        ("黄金", "黄金"),
        ("何处是归途的很长很长很长很长很长很长很长很长很长很长一句话说了又说", None),
        ("", None),
        ("？", None),
    ],
)
def test_what_may_speak_of_a_person_is_not_kept(query: str, words: str | None) -> None:
    # 黄金 is a word like any other once the dictionary knows it.
    known = dictionary.Lexicon([*LEXICON.groups, dictionary.Group(words=("黄金",))])

    assert countable(query, known) == words


@pytest.fixture
def _empty(portal: None) -> None:
    with model.meta.engine.begin() as connection:
        connection.execute(demand.delete())


def counted(column: str = "asked") -> dict[str, int]:
    with model.meta.engine.connect() as connection:
        rows = connection.execute(sa.select(demand)).mappings()
        return {row["words"]: row[column] for row in rows if row[column]}


@pytest.mark.usefixtures("_empty")
def test_a_search_in_vain_is_counted_once_for_each_time(
    app: Any, dataset: Callable[..., dict[str, Any]]
) -> None:
    dataset(title="公交站点")
    for query in ("q=囍糖店", "q=囍糖店", "q=公交站点", "q=囍糖店&page=1", "q=13800138000",
                  "q=公教站点"):  # fmt: skip
        app.get(f"/dataset/?{query}")
    helpers.call_action("package_search", q="囍糖店")

    assert counted() == {"囍糖店": 2}


@pytest.mark.usefixtures("_empty")
def test_departments_see_what_many_ask_for_and_nobody_else_does(
    app: Any, holder: Callable[..., dict[str, Any]], department: dict[str, Any]
) -> None:
    clerk = holder("department_clerk", department["id"])
    for _ in range(config["ckanext.dongguan.search.demand_min"]):
        demand_list.count("囍糖店", clock.today())
    demand_list.count("囍事堂", clock.today())

    page = app.get("/search/demand", headers={"Authorization": clerk["token"]})
    refused = app.get("/search/demand", status=403)

    assert "囍糖店" in page.body
    assert "囍事堂" not in page.body
    assert "囍糖店" not in refused.body
    assert app.get("/api/3/action/dongguan_search_demand_list").status_code == 403


@pytest.fixture
def page(app: Any, dataset: Callable[..., dict[str, Any]]) -> Callable[..., str]:
    dataset(title="囍糖铺子", open_class="unconditional")
    return lambda **given: str(app.get("/dataset/", query_string=given).body)


def test_filters_that_stand_in_the_way_are_named_with_what_is_behind_them(
    page: Callable[..., str],
) -> None:
    body = page(q="囍糖铺子", open_class="conditional")

    assert "没有同时符合“囍糖铺子”和所选条件的数据集" in body
    assert "去掉“有条件开放”" in body
    assert "去掉" not in page(q="囍糖铺子")


def test_filters_that_only_together_let_something_through_go_together(
    page: Callable[..., str],
) -> None:
    body = page(q="囍糖铺子", open_class="conditional", res_format="PDF")

    assert "去掉“" not in body
    assert re.search("去掉筛选条件</a> [1-9][0-9]* 个数据集", body)


def test_filters_are_not_to_blame_where_the_words_find_nothing(
    page: Callable[..., str],
) -> None:
    body = page(q="龘龘龘", open_class="conditional")

    assert "没有与“龘龘龘”相符的数据集" in body
    assert "去掉筛选条件" not in body
    assert "去掉“" not in body


def test_a_page_beyond_the_last_says_so_and_blames_no_word(page: Callable[..., str]) -> None:
    body = page(q="囍糖铺子", page=99)

    assert "列表没有第 99 页" in body
    assert "没有与“囍糖铺子”相符" not in body


def test_on_the_page_of_a_department_filters_count_its_own(
    app: Any, page: Callable[..., str], dataset: Callable[..., dict[str, Any]]
) -> None:
    own = factories.Organization()
    address = f"/organization/{own['name']}"
    empty = str(app.get(address).body)
    dataset(title="囍糖铺子", owner_org=own["id"])

    body = str(app.get(f"{address}?q=囍糖铺子&open_class=conditional").body)

    assert "该部门还没有公开的数据集" in empty
    assert "去掉“有条件开放”</a> 1 个数据集" in body


def test_a_very_long_question_is_not_repeated_as_a_whole(page: Callable[..., str]) -> None:
    body = BeautifulSoup(page(q="龘" * 500), "html.parser")

    assert "龘" * 61 not in body.text


def test_a_request_for_data_is_filled_in(
    page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "mailto:" not in page(q="囍糖店&x")
    monkeypatch.setitem(config, "ckanext.dongguan.search.request_mail", "data@example.cn")

    body = page(q='龘龘"><b>')

    assert 'href="mailto:data@example.cn?subject=' in body
    assert "<b>&" not in body
    assert '"><b>' not in body


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("公交站点", True), ("学位", True), ("bus stop", True),
        ("囍糖店", False), ("数据", False), ("桥", False), ("某某公司不给工资", False),
    ],
)  # fmt: skip
def test_only_subjects_of_the_dictionary_are_shown_to_everyone(
    words: str, is_one: bool
) -> None:
    assert is_subject(words, LEXICON) is is_one


@pytest.mark.usefixtures("_empty")
def test_what_visitors_find_is_counted_and_stands_on_the_front_page(
    app: Any, dataset: Callable[..., dict[str, Any]], holder: Callable[..., dict[str, Any]]
) -> None:
    dataset(title="公交站点")
    dataset(title="囍糖铺子")
    dataset(title="停车场", title_en="Parking")
    token = {"Authorization": holder("auditor")["token"]}
    for _ in range(config["ckanext.dongguan.search.demand_min"]):
        app.get("/dataset/?q=公交站点")
        app.get("/dataset/?q=囍糖铺子")
        app.get("/dataset/?q=parking")
        app.get("/dataset/?q=停车场", headers=token)
    app.get("/dataset/?q=公交站点&res_format=CSV")

    fronts = [BeautifulSoup(app.get(one).body, "html.parser") for one in ("/", "/en/")]

    least = config["ckanext.dongguan.search.demand_min"]
    assert counted("found") == {"公交站点": least, "parking": least}
    assert [[one.text for one in front.select(".sought a")] for front in fronts] == [
        ["公交站点"], ["parking"],
    ]  # fmt: skip
    assert counted() == {}


@pytest.mark.usefixtures("_empty")
def test_what_few_look_for_is_shown_to_nobody(app: Any) -> None:
    for _ in range(config["ckanext.dongguan.search.demand_min"] - 1):
        demand_list.count_found("公交站点", clock.today())

    front = BeautifulSoup(app.get("/").body, "html.parser")

    assert front.select(".sought") == []
    assert helpers.call_action("dongguan_search_sought_list", {"user": ""}) == []
