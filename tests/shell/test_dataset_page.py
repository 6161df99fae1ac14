"""The page of a dataset shows what is filled in, to whom it may be shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

Dataset = Callable[..., dict[str, Any]]


@pytest.fixture
def body(app: Any) -> Callable[[dict[str, Any]], str]:
    """Fetch the page of a dataset as a passer-by."""
    return lambda dataset: str(app.get(f"/dataset/{dataset['name']}").body)


def visible(text: str) -> str:
    return re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.S)


LINK = [{"name": "站点", "url": "https://example.com/z.csv", "format": "CSV"}]
SERVICE = [{"name": "接口", "url": "https://example.com/wfs", "format": "WFS"}]


def test_a_field_without_a_value_is_not_shown(
    dataset: Dataset, body: Callable[..., str]
) -> None:
    text = visible(body(dataset()))

    for word in ("空间范围", "时间范围", "数据项", "关键字", "None", "来源"):
        assert word not in text


def test_the_facts_of_a_dataset_are_in_words(
    dataset: Dataset, body: Callable[..., str]
) -> None:
    item = {"name": "站点编号", "type": "C", "unit": "个"}
    made = dataset(
        update_frequency="daily", data_updated_on="2026-01-21", town=["441900121"],
        items=[item], resources=LINK, license_id="dg-open",
    )  # fmt: skip

    text = visible(body(made))

    for word in ("无条件开放", "每日", "2026-01-21", "虎门镇", "字符型", "可商用", "打开"):
        assert word in text


def test_conditional_data_show_the_condition_and_no_way_past_it(
    dataset: Dataset, body: Callable[..., str]
) -> None:
    made = dataset(open_class="conditional", open_condition="承诺不识别个人", resources=LINK)

    text = body(made)

    assert "承诺不识别个人" in text
    assert "有条件开放" in text
    assert 'href="https://example.com/z.csv"' not in text


def test_a_title_cannot_end_the_structured_data(
    dataset: Dataset, body: Callable[..., str]
) -> None:
    made = dataset(title="公交</script><img src=x>站点")

    text = body(made)

    assert "<img src=x>" not in text
    assert text.count("</script>") == text.count("<script")


def test_an_english_page_uses_the_english_text_that_was_given(
    dataset: Dataset, app: Any
) -> None:
    made = dataset(title_en="Bus stops", notes_en="All of them.")

    text = str(app.get(f"/en/dataset/{made['name']}").body)

    assert "<h1>Bus stops</h1>" in text
    assert "Open without conditions" in text


def test_the_front_page_counts_what_is_public(dataset: Dataset, app: Any) -> None:
    from ckan.tests import helpers

    before = helpers.call_action("dongguan_front_page_show")
    dataset(resources=LINK)
    dataset(open_class="conditional", resources=LINK)
    dataset(opening_basis="", resources=SERVICE)
    dataset(open_class="conditional", resources=SERVICE)

    after = helpers.call_action("dongguan_front_page_show")

    assert after["entries"] - before["entries"] == 3
    assert after["interfaces"] - before["interfaces"] == 1
    assert after["open_datasets"] - before["open_datasets"] == 1
    assert after["files"] - before["files"] == 1


@pytest.mark.usefixtures("prepared")
def test_the_front_page_draws_the_icons_of_its_themes(dataset: Dataset, app: Any) -> None:
    dataset(theme="04")

    front = app.get("/").body

    (link,) = BeautifulSoup(front, "html.parser").select('.theme-grid a[href$="/transport"]')
    assert link.svg["aria-hidden"] == "true"


def test_the_same_records_in_two_formats_are_counted_once(dataset: Dataset) -> None:
    from ckan.tests import helpers

    before = helpers.call_action("dongguan_front_page_show")
    files = [
        {**LINK[0], "row_count": "40"}, {**LINK[0], "name": "二月", "row_count": "2"},
        {**LINK[0], "format": "XLSX", "row_count": "41"}, {**LINK[0], "format": "PDF"},
    ]  # fmt: skip
    dataset(resources=files)
    dataset(open_class="conditional", resources=files)

    after = helpers.call_action("dongguan_front_page_show")

    grown = {name: after[name] - before[name] for name in ("files", "counted", "records")}
    assert grown == {"files": 4, "counted": 3, "records": 42}


def test_a_list_of_files_tells_rows_where_they_are_known(dataset: Dataset, app: Any) -> None:
    made = dataset(resources=[{**LINK[0], "row_count": "12034"}, *SERVICE])

    page = BeautifulSoup(app.get(f"/dataset/{made['name']}").body, "html.parser")

    heads = [head.text for head in page.select("#dataset-resources th")]
    column = heads.index("行数")
    cells = [row.select("td")[column].text for row in page.select(".resource-item")]
    assert cells == ["12,034", "—"]


@pytest.mark.parametrize(
    ("fields", "basis"),
    [
        ({"open_class": "withheld", "directory_visibility": "public",
          "withheld_basis": "不予开放的依据"}, "不予开放的依据"),
        ({"open_class": "conditional", "open_condition": "承诺不识别个人"}, "承诺不识别个人"),
    ],
)  # fmt: skip
def test_why_data_are_not_given_to_everyone_is_said_once(
    fields: dict[str, Any], basis: str, dataset: Dataset, body: Callable[..., str]
) -> None:
    assert visible(body(dataset(**fields))).count(basis) == 1


@pytest.mark.parametrize("path", ["/dataset/", "/catalog/item/"])
def test_what_has_no_file_yet_looks_neither_open_nor_closed(
    path: str, dataset: Dataset, app: Any
) -> None:
    made = dataset(license_id="dg-open")

    page = BeautifulSoup(app.get(path + made["name"]).body, "html.parser")

    assert page.select_one(".marks").text.split() == ["无条件开放", "·", "待提供数据"]
    assert [box.h2.text for box in page.select(".conditions")] == ["数据尚未提供"]
    assert page.select_one(".conditions a.btn")["href"].endswith("/apply")
    assert not page.select("#dataset-resources")
    assert "可商用" not in page.text


def test_a_condition_stands_in_one_box_with_the_way_to_apply(
    dataset: Dataset, app: Any
) -> None:
    made = dataset(open_class="conditional", open_condition="承诺不识别个人", resources=LINK)
    file = f"/dataset/{made['name']}/resource/{made['resources'][0]['id']}"

    pages = [app.get(path).body for path in (f"/dataset/{made['name']}", file)]

    for page in pages:
        (box,) = BeautifulSoup(page, "html.parser").select(".conditions")
        assert "承诺不识别个人" in box.text
        assert box.select_one("a.btn")["href"].endswith(f"/{made['name']}/apply")


def test_a_link_that_leads_elsewhere_says_where(dataset: Dataset, app: Any) -> None:
    made = dataset(resources=LINK)

    page = app.get(f"/dataset/{made['name']}/resource/{made['resources'][0]['id']}").body

    assert "指向门户以外的 example.com" in visible(page)


def test_a_licence_is_said_in_plain_words(dataset: Dataset, app: Any) -> None:
    made = dataset(license_id="CC-BY-4.0", resources=LINK)

    pages = [app.get(f"{before}/dataset/{made['name']}").body for before in ("", "/en")]

    marks = [BeautifulSoup(page, "html.parser").select_one(".marks").text for page in pages]
    assert "可商用、须署名" in marks[0]
    assert "Commercial use, attribution" in marks[1]


def test_a_long_list_of_files_shows_its_beginning_and_no_empty_column(
    dataset: Dataset, app: Any
) -> None:
    many = [{**LINK[0], "name": f"{number} 月"} for number in range(60)]
    made = dataset(resources=many)

    page = BeautifulSoup(app.get(f"/dataset/{made['name']}").body, "html.parser").select_one(
        "#dataset-resources"
    )

    rows = page.select(".resource-item")
    assert (len(rows), len([row for row in rows if "folded" in row["class"]])) == (60, 40)
    assert "显示全部 60 个文件" in page.text
    assert [head.text for head in page.select("th")] == ["名称", "格式", "操作"]


def test_a_short_list_of_files_is_shown_as_a_whole(dataset: Dataset, app: Any) -> None:
    made = dataset(resources=[{**LINK[0], "size": 2048}])

    page = BeautifulSoup(app.get(f"/dataset/{made['name']}").body, "html.parser")

    assert page.select(".folded") == []
    assert "大小" in [head.text for head in page.select("#dataset-resources th")]


def test_a_search_begins_on_the_page_of_a_dataset_and_of_its_file(
    app: Any, dataset: Dataset
) -> None:
    made = dataset(resources=LINK)
    paths = [f"/dataset/{made['name']}"]
    paths += [f"{paths[0]}/resource/{made['resources'][0]['id']}"]

    for path in paths:
        forms = BeautifulSoup(app.get(path).body, "html.parser").select("form[role=search]")

        assert [(form["action"], form.input["name"]) for form in forms] == [("/dataset/", "q")]
