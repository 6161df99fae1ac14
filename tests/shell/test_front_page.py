"""What the front page lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from bs4 import BeautifulSoup

FILE = [{"name": "站点", "url": "https://example.com/z.csv", "format": "CSV"}]


def test_the_latest_data_are_those_that_a_visitor_can_take_along(
    dataset: Callable[..., dict[str, Any]],
) -> None:
    dataset(resources=FILE, data_updated_on="2026-01-21")
    dataset(data_updated_on="2026-01-22")

    latest = tk.get_action("dongguan_front_page_show")({"user": ""}, {})["latest"]

    assert latest
    assert all(one["resources"] for one in latest)
    assert {one["open_class"] for one in latest} == {"unconditional"}


def test_every_figure_leads_to_what_it_counts(
    dataset: Callable[..., dict[str, Any]], app: Any
) -> None:
    home = dataset(resources=[{**FILE[0], "row_count": 12}])["organization"]["name"]
    dataset()

    page = BeautifulSoup(app.get("/").body, "html.parser")
    figures = page.select(".counts dd")

    assert len(figures) >= 5
    assert all(figure.a for figure in figures)
    (files,) = {dd.a["href"] for dd in figures if "has_resource" in dd.a["href"]}
    found = BeautifulSoup(app.get(f"{files}&organization={home}").body, "html.parser")
    assert [chip.contents[0] for chip in found.select(".chip")][:2] == [
        "无条件开放", "有数据文件",
    ]  # fmt: skip
    assert [bool(hit.select(".mark-format")) for hit in found.select(".hit")] == [True]
