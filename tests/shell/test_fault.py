"""The page of an error says what happened, what to do, and where to go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ckanext.dongguan import fault

Dataset = Callable[..., dict[str, Any]]


def explained(body: Any) -> BeautifulSoup:
    return BeautifulSoup(body, "html.parser").select_one("#error-content")


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/meiyou-zhege", 404, "没有这个页面"),
        ("/en/meiyou-zhege", 404, "This page does not exist"),
        ("/dongguan/audit", 403, "您不能查看此页面"),
        ('/dataset/?q="', 400, "无法这样搜索"),
        ("/en/dataset/?q={!dismax}x", 400, "This search is not possible"),
    ],
)
def test_no_page_of_an_error_is_a_dead_end(
    path: str, status: int, title: str, app: Any
) -> None:
    answer = app.get(path)

    page = explained(answer.body)
    home = "/en" if path.startswith("/en") else ""
    assert (answer.status_code, page.h1.text) == (status, title)
    assert page.form["action"] == f"{home}/dataset/"
    assert f"{home}/catalog" in [link["href"] for link in page.select("li a")]


def test_a_search_that_is_refused_can_be_mended(app: Any) -> None:
    page = explained(app.get("/dataset/?q={!dismax}公交").body)

    assert page.select_one("[name=q]")["value"] == "{!dismax}公交"


@pytest.mark.parametrize(
    ("given", "title", "text"),
    [
        ((403, "Forbidden", "Not for you"), "您不能查看此页面", "或者您尚未登录"),
        ((404, "Not Found", "数据集未找到"), "没有这个页面", "网址有误"),
        ((404, "文件暂时无法取得", "已记入日志"), "文件暂时无法取得", "已记入日志"),
        ((409, "Conflict", "已有同名的主题"), "请求有误", "已有同名的主题"),
        ((500, "", "内部的话"), "服务器出错了", "问题出在我们这边"),
        ((503, "门户暂时中断", "请一分钟后再试"), "门户暂时中断", "请一分钟后再试"),
    ],
)
def test_a_room_explains_and_what_is_not_its_own_gives_way(
    given: tuple[int, str, str], title: str, text: str, app: Any
) -> None:
    with app.flask_app.test_request_context("/dataset/x"):
        said = fault.told(*given)

    assert said.title == title
    assert text in said.text


@pytest.mark.parametrize("path", ["/api/x/y", "/en/api/meiyou"])
def test_a_program_is_answered_as_by_the_api(path: str, app: Any) -> None:
    answer = app.get(path)

    assert answer.status_code == 404
    assert answer.json["success"] is False
    assert "/api/3/action/" in answer.json["error"]["message"]


def test_a_file_that_may_not_be_had_leads_to_its_dataset(dataset: Dataset, app: Any) -> None:
    link = [{"name": "客流", "url": "https://example.com/z.csv", "format": "CSV"}]
    made = dataset(open_class="conditional", open_condition="仅限科研", resources=link)

    answer = app.get(f"/dataset/{made['name']}/resource/{made['resources'][0]['id']}/download")

    page = explained(answer.body)
    assert answer.status_code == 403
    assert page.h1.text == "这份数据未向所有人开放"
    assert page.select_one("a.btn")["href"] == f"/dataset/{made['name']}"
