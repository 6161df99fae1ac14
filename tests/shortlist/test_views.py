"""Datasets side by side, and a list of results as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from ckan.common import config
from lxml import etree

Make = Callable[..., dict[str, Any]]


def columns(page: str) -> list[str]:
    soup = BeautifulSoup(page, "html.parser")
    return [one.text.strip() for one in soup.select(".comparison thead th > a:first-child")]


def test_two_datasets_stand_side_by_side(app: Any, dataset: Make) -> None:
    one = dataset(title="甲类数据", update_frequency="daily")
    other = dataset(title="乙类数据", update_frequency="monthly")

    page = app.get(f"/compare?id={one['name']}&id={other['name']}").body

    assert columns(page) == ["甲类数据", "乙类数据"]
    row = BeautifulSoup(page, "html.parser").find(
        "th", string=lambda t: "更新周期" in (t or "")
    )
    row = row or BeautifulSoup(page, "html.parser").select_one("tr.differs")
    assert "每日" in page
    assert "每月" in page
    assert row is not None


def test_one_dataset_is_not_compared_with_itself(app: Any, dataset: Make) -> None:
    one = dataset()["name"]

    page = app.get(f"/compare?id={one}&id={one}").body

    assert columns(page) == []
    assert "勾选 2 至 4 个" in page


def test_a_hidden_dataset_and_an_unknown_one_look_the_same(app: Any, dataset: Make) -> None:
    seen = [dataset()["name"] for _ in range(2)]
    hidden = dataset(open_class="withheld", share_class="withheld")["name"]
    asked = "&".join(f"id={name}" for name in seen)

    pages = [app.get(f"/compare?{asked}&id={name}").body for name in (hidden, "meiyou")]

    assert [len(columns(page)) for page in pages] == [2, 2]
    assert pages[0].replace(hidden, "meiyou") == pages[1]


def listed(app: Any, form: str, made: dict[str, Any], more: str = "") -> str:
    home = made["organization"]["name"]
    return str(app.get(f"/search/results.{form}?organization={home}{more}").body)


def test_a_list_is_exported_as_csv_for_a_spreadsheet(app: Any, dataset: Make) -> None:
    made = dataset(title="=1+1", update_frequency="daily")
    dataset(title="另一个", update_frequency="weekly")

    text = listed(app, "csv", made, "&update_frequency=daily")

    head, *rows = csv.reader(StringIO(text.removeprefix("\ufeff")))
    assert text.startswith("\ufeff")
    assert (head[0], head[-1]) == ("标题", "网址")
    assert [row[0] for row in rows] == ["'=1+1"]
    assert rows[0][-1].endswith(f"/dataset/{made['name']}")


def test_a_list_is_saved_under_a_name_that_says_what_was_sought(app: Any) -> None:
    told = app.get("/search/results.csv?q=囍糖").headers["Content-Disposition"]

    assert told.endswith(f"filename*=UTF-8''{quote('数据集列表 囍糖.csv')}")


def test_of_a_doubled_parameter_a_file_takes_the_same_as_the_page(
    app: Any, dataset: Make
) -> None:
    made = dataset(title="囍糖铺子名录")

    text = app.get(f"/search/results.csv?q={quote('囍糖铺子')}&q=zzqq").body

    assert made["name"] in text


def test_a_list_is_exported_as_json_with_codes(app: Any, dataset: Make) -> None:
    made = dataset(update_frequency="daily")
    dataset(open_class="withheld", share_class="withheld")

    found = json.loads(listed(app, "json", made))

    assert (found["count"], found["shown"]) == (1, 1)
    assert found["results"][0]["update_frequency"] == "daily"
    assert found["results"][0]["organization"] == made["organization"]["name"]


def test_a_list_is_a_feed(app: Any, dataset: Make) -> None:
    made = dataset(title="公交 & 地铁")

    feed = etree.fromstring(listed(app, "atom", made, f"&q={quote('公交')}").encode())

    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("string(a:entry/a:title)", namespaces=names) == "公交 & 地铁"
    address = feed.xpath("string(a:entry/a:link/@href)", namespaces=names)
    assert address.endswith(f"/dataset/{made['name']}")
    assert feed.xpath("string(a:updated)", namespaces=names)
    assert feed.xpath("string(a:title)", namespaces=names).startswith("公交 - ")
    itself = feed.xpath("string(a:link[@rel='self']/@href)", namespaces=names)
    assert itself.startswith(f"{config['ckan.site_url']}/search/results.atom?organization=")


@pytest.mark.parametrize("query", ["q=%7B!x%7D", "sort=,", "open_class=%22", "q=%ff"])
@pytest.mark.parametrize("form", ["csv", "json", "atom"])
def test_what_cannot_be_searched_cannot_be_exported(app: Any, form: str, query: str) -> None:
    answer = app.get(f"/search/results.{form}?{query}", expect_errors=True)

    assert answer.status_code < 500
