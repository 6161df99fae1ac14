"""What leads a person around the portal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from bs4 import BeautifulSoup
from ckan.tests import helpers
from lxml import etree

Make = Callable[..., dict[str, Any]]
LOC = "//*[local-name()='loc']/text()"


def soup(app: Any, path: str, **given: Any) -> BeautifulSoup:
    return BeautifulSoup(app.get(path, **given).body, "html.parser")


def numbers(page: BeautifulSoup) -> dict[str, list[int]]:
    return {
        row.th.text.strip(): [int(cell.text.replace(",", "")) for cell in row.select("td")]
        for row in page.select(".town-table tbody tr")
    }


def test_the_map_and_the_table_name_the_33_towns_with_the_same_numbers(
    app: Any, dataset: Make
) -> None:
    dataset(town=["441900003"])
    dataset(town=["441900003"], open_class="conditional")

    page, opened = soup(app, "/towns"), soup(app, "/towns?show=open")

    found = helpers.call_action("package_search", {"user": ""}, fq="+town:441900003", rows=0)
    table = numbers(page)
    assert len(table) == len(page.select(".tile-map .tile")) == 33
    assert table["东城街道"][0] == found["count"]
    assert table["东城街道"][0] > table["东城街道"][1] > 0
    for shown, column in ((page, 0), (opened, 1)):
        tile = next(
            one for one in shown.select("a.tile") if one["aria-label"].startswith("东城 ")
        )
        assert tile.select_one(".count").text == str(table["东城街道"][column])


def test_every_town_with_entries_is_reached_by_keyboard(app: Any, dataset: Make) -> None:
    dataset(town=["441900004"])

    page = soup(app, "/towns")

    links = page.select("a.tile[href]")
    assert any("town=441900004" in one["href"] for one in links)
    assert all(one["aria-label"] for one in links)


def test_the_site_map_lists_what_everyone_may_see(app: Any, dataset: Make) -> None:
    shown = dataset()
    hidden = dataset(open_class="withheld", share_class="withheld")
    home = tk.config["ckan.site_url"]

    parts = etree.fromstring(app.get("/sitemap.xml").body.encode()).xpath(LOC)
    listed = [
        address
        for part in parts
        for address in etree.fromstring(app.get(part.removeprefix(home)).body.encode()).xpath(
            LOC
        )
    ]

    assert f"{home}/dataset/{shown['name']}" in listed
    assert not any(hidden["name"] in address for address in listed)
    assert f"{home}/towns" in listed
    assert len(listed) == len(set(listed))


def test_a_part_that_is_not_there_is_said_so(app: Any) -> None:
    app.get("/sitemap-9999.xml", status=404)


def test_robots_are_led_to_the_site_map(app: Any) -> None:
    text = app.get("/robots.txt").body

    assert f"Sitemap: {tk.config['ckan.site_url']}/sitemap.xml" in text
    assert text.startswith("User-agent: *")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/zh_Hant/dataset/?q=x&page=2", "/dataset/?q=x&page=2"),
        ("/zh_Hant_TW/", "/"),
        ("/zh_HK/about", "/about"),
        ("/zh_Hant_HK/dataset/?q=%E5%85%AC%E8%BB%8A", "/dataset/?q=%E5%85%AC%E8%BB%8A"),
        ("/zh-Hant-HK/", "/"),
        ("/zh-MO/about", "/about"),
        ("/zh/towns", "/towns"),
    ],
)
def test_other_spellings_of_chinese_lead_to_the_portal_s(
    app: Any, asked: str, given: str
) -> None:
    answer = app.get(asked, follow_redirects=False)

    assert answer.status_code == 302
    assert answer.headers["Location"].removeprefix(tk.config["ckan.site_url"]) == given


@pytest.mark.parametrize("tags", ["zh-HK", "zh-Hant-HK,zh-Hant;q=0.9,en;q=0.5", "zh-TW,zh"])
def test_whoever_reads_traditional_chinese_gets_the_chinese_page(app: Any, tags: str) -> None:
    page = soup(app, "/", headers={"Accept-Language": tags})

    assert page.html["lang"] == "zh-CN"
    assert page.h1.text == "查东莞的数据，拿去用"


def test_traditional_words_from_hong_kong_find_what_is_written_in_simplified_ones(
    app: Any, dataset: Any
) -> None:
    made = dataset(title="公共汽车站点")

    answer = app.get("/zh_Hant_HK/dataset/?q=%E5%85%AC%E5%85%B1%E6%B1%BD%E8%BB%8A")

    home = made["organization"]["name"]
    assert answer.request.path == "/dataset/"
    assert (
        f"/dataset/{made['name']}"
        in app.get(f"/dataset/?q=%E5%85%AC%E5%85%B1%E6%B1%BD%E8%BB%8A&organization={home}").body
    )


def test_the_footer_shows_official_marks_only_where_settings_give_them(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "党政机关" not in app.get("/about").body
    given = "https://bszs.example/site?id=1"
    monkeypatch.setitem(tk.config, "ckanext.dongguan.party_badge_url", given)
    monkeypatch.setitem(tk.config, "ckanext.dongguan.error_report_url", given)

    foot = soup(app, "/accessibility").select_one(".site-foot")

    assert [one.text for one in foot.select(f'a[href="{given}"]')] == [
        "党政机关网站标识", "网站找错"
    ]  # fmt: skip
