"""What every page carries, and what none does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from bs4 import BeautifulSoup
from ckan.tests import factories

PAGES = ("/", "/dataset/", "/organization/", "/group/", "/about")
OUTSIDE = re.compile(r'(?:src|action|<link[^>]+href)="(?:https?:)?//(?!test\.dongguan)([^"/]+)')
INLINE = re.compile(r'<script(?![^>]*\bsrc=)(?![^>]*ld\+json)|\son[a-z]+="|javascript:|<style')


@pytest.fixture
def page(app: Any) -> Callable[..., str]:
    """Fetch a page as a passer-by."""
    return lambda path, **options: str(app.get(path, **options).body)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_bytes_for_everyone(path: str, app: Any) -> None:
    first, second = app.get(path), app.get(path)

    assert first.body == second.body
    assert "csrf" not in first.body
    assert "Set-Cookie" not in first.headers


@pytest.mark.parametrize("path", PAGES)
def test_a_page_carries_no_script_inside_and_names_no_other_host(
    path: str, page: Callable[..., str]
) -> None:
    body = page(path)

    assert INLINE.findall(body) == []
    assert OUTSIDE.findall(body) == []
    assert 'name="generator"' not in body


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_itself_in_the_other_language(path: str, page: Callable[..., str]) -> None:
    body = page(path)

    assert '<html lang="zh-CN"' in body
    home = tk.config["ckan.site_url"]
    for text in (body, page("/en" + path)):
        assert f'<link rel="alternate" hreflang="zh-CN" href="{home}{path}">' in text
        assert f'<link rel="alternate" hreflang="x-default" href="{home}{path}">' in text
        assert f'<link rel="alternate" hreflang="en" href="{home}/en{path}">' in text
    assert f'<link rel="canonical" href="{home}{path}">' in body


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Set an option of the shell for one test."""
    return lambda option, value: monkeypatch.setitem(
        tk.config, f"ckanext.dongguan.{option}", value
    )


@pytest.mark.parametrize("path", [*PAGES, "/user/login", "/no-such-page"])
def test_a_demonstration_says_so_on_every_page(
    path: str, page: Callable[..., str], told: Callable[[str, str], None]
) -> None:
    told("demonstration", "true")
    status = 404 if "no-such" in path else 200

    assert "演示站点" in page(path, status=status)


def test_a_real_site_wears_no_ribbon(page: Callable[..., str]) -> None:
    assert "演示站点" not in page("/")


def test_nothing_official_is_invented(page: Callable[..., str]) -> None:
    body = page("/")

    assert "主办单位：（待填）" in body
    assert "承办单位：（待填）" in body
    assert "备案号与网站标识码由配置填写" in body


def test_official_facts_come_from_settings(
    page: Callable[..., str], told: Callable[[str, str], None]
) -> None:
    told("host_department", "东莞市人民政府")
    told("icp_number", "粤ICP备00000000号")

    body = page("/")

    assert "主办单位：东莞市人民政府" in body
    assert "粤ICP备00000000号" in body
    assert "由配置填写" not in body


@pytest.mark.parametrize("tag", ["zh_CN", "zh-CN", "zh_Hans-CN", "zh_Hans_CN"])
def test_scripts_get_their_texts_by_every_spelling(tag: str, app: Any) -> None:
    answer = app.get(f"/api/i18n/{tag}")

    assert answer.json["Remove"] == [None, "移除"]
    assert "Set-Cookie" not in answer.headers


def test_scripts_get_the_texts_of_the_table_view_in_chinese(app: Any) -> None:
    told = app.get("/api/i18n/zh_CN").json

    for text in ("TABLE FILTER", "Toggle column visibility", "Filtered download", "Sort"):
        assert re.search("[\u4e00-\u9fff]", told[text][1])


@pytest.mark.parametrize("tag", ["en", "de", "xx-YY", "zh_Hant_TW", "zh_Hant_HK"])
def test_scripts_start_where_there_is_nothing_to_translate(tag: str, app: Any) -> None:
    assert "Remove" not in app.get(f"/api/i18n/{tag}").json


@pytest.mark.parametrize(
    ("path", "words"),
    [("/no-such-page", "没有这个页面"), ("/en/no-such-page", "does not exist")],
)
def test_a_missing_page_says_what_to_do_next(
    path: str, words: str, page: Callable[..., str]
) -> None:
    body = page(path, status=404)

    assert words in body
    assert "/dataset/" in body.split('id="error-content"')[1]


def test_a_part_and_its_page_are_kept_apart_by_caches(app: Any) -> None:
    whole = app.get("/dataset/")
    part = app.get("/dataset/", headers={"HX-Request": "true"})

    assert "<html" in whole.body
    assert "<html" not in part.body
    assert "HX-Request" in whole.headers["Vary"]
    assert "HX-Request" in part.headers["Vary"]
    for name in ("search-form", "search-results", "search-facets"):
        assert f'id="{name}"' in part.body


@pytest.mark.parametrize("address", ["/dataset/", "/dataset/?q=公园", "/en/dataset/?q=<b>"])
def test_a_list_is_remembered_by_its_words_though_only_a_part_of_it_came(
    app: Any, address: str
) -> None:
    answers = app.get(address), app.get(address, headers={"HX-Request": "true"})

    whole, part = (BeautifulSoup(one.body, "html.parser").title for one in answers)
    assert " ".join(part.text.split()) == " ".join(whole.text.split())


def test_a_refused_request_is_explained_in_the_words_of_its_room(
    page: Callable[..., str],
) -> None:
    body = page("/dataset/?q=permission_labels:public", status=400)

    explanation = body.split('id="error-content"')[1].split("</ul>")[0]
    assert "权限标签" in explanation
    assert "Bad Request" not in explanation


@pytest.mark.parametrize("path", ["/", "/dataset/", "/user/login"])
def test_scripts_wait_for_the_page_and_only_one_small_one_does_not(path: str, app: Any) -> None:
    page = BeautifulSoup(app.get(path).body, "html.parser")

    at_once = [one["src"] for one in page.select("script[src]:not([defer])")]
    waiting = page.select("script[defer]")

    assert at_once == ["/dongguan/early.js"]
    assert {"jquery", "htmx"} <= {one["src"].split("_")[-1].split(".")[0] for one in waiting}


@pytest.mark.parametrize("path", ["/meiyou-zhege", "/dataset/meiyou", "/about"])
def test_scripts_find_the_token_of_who_is_signed_in_on_every_page(path: str, app: Any) -> None:
    headers = {"Authorization": factories.UserWithToken()["token"]}

    page = BeautifulSoup(app.get(path, headers=headers).body, "html.parser")

    (field,) = page.select("meta[name=csrf_field_name]")
    assert page.select_one(f"meta[name={field['content']}]")
