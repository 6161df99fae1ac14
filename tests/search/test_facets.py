"""The facets of the portal and what the index answers about our fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import helpers

MARK = "source_system:search-tests"
ORDER = ["open_class", "theme", "organization", "town", "res_format", "update_frequency"]


@pytest.fixture(scope="module")
def _datasets(catalogue: Callable[..., None]) -> None:
    catalogue(
        {
            "title": "公交站点",
            "open_class": "unconditional",
            "theme": "03",
            "town": ["441900003", "441900004"],
            "update_frequency": "monthly",
            "data_updated_on": "2026-03-01",
            "items": [{"name": "站台编号", "name_en": "stop number"}],
            "resources": [
                {"id": "1", "name": "站台表", "format": "CSV", "url": "http://a.invalid"}
            ],
            "opening_decided_by": "张三丰",
            "extras": [{"key": "custom", "value": "税" * 40_000}],
        },
        {
            "title": "路网",
            "open_class": "conditional",
            "theme": "03",
            "town": ["441900003"],
            "data_updated_on": "2024-01-01",
            "is_demonstration": "true",
        },
        {"title": "长" * 20_000, "theme": "other"},
    )


@pytest.fixture
def search(_datasets: None, portal: None) -> Callable[..., dict[str, Any]]:
    def ask(**params: Any) -> dict[str, Any]:
        fq = f"{MARK} {params.pop('fq', '')}"
        return dict(helpers.call_action("package_search", **{"fq": fq, **params}))

    return ask


def counts(result: dict[str, Any], field: str) -> dict[str, int]:
    return {
        one["display_name"]: one["count"] for one in result["search_facets"][field]["items"]
    }


def test_facets_count_what_the_fields_hold(search: Callable[..., dict[str, Any]]) -> None:
    result = search(q="*:*", **{"facet.field": ORDER})

    assert counts(result, "open_class") == {"无条件开放": 1, "有条件开放": 1}
    assert counts(result, "theme") == {"教育科技": 2, "other": 1}
    assert counts(result, "town") == {"东城街道": 2, "南城街道": 1}
    assert counts(result, "res_format") == {"CSV": 1}
    # Shown by its title where the department exists already.
    assert list(counts(result, "organization").values()) == [3]


@pytest.mark.parametrize(
    ("fq", "title"),
    [
        ("town:441900004", "公交站点"),
        ("is_demonstration:true", "路网"),
        ("has_resource:true", "公交站点"),
        ("data_updated_on:[2025-01-01T00:00:00Z TO *]", "公交站点"),
        ("open_class:conditional", "路网"),
    ],
)
def test_a_filter_narrows(search: Callable[..., dict[str, Any]], fq: str, title: str) -> None:
    assert [one["title"] for one in search(q="*:*", fq=fq)["results"]] == [title]


def test_the_newest_data_come_first_on_request(search: Callable[..., dict[str, Any]]) -> None:
    results = search(q="*:*", sort="data_updated_on desc")["results"]

    assert [one["title"][:4] for one in results] == ["公交站点", "路网", "长长长长"]


@pytest.mark.parametrize(
    "words", ["站台编号", "编号", "stop numbers", "站台表", "交通运输局", "附城区", "南城"]
)
def test_items_files_and_departments_are_searched(
    search: Callable[..., dict[str, Any]], words: str
) -> None:
    assert "公交站点" in [one["title"] for one in search(q=words)["results"]]


def test_a_query_with_fields_searches_items_too(search: Callable[..., dict[str, Any]]) -> None:
    results = search(q="open_class:unconditional AND 站台编号")["results"]

    assert [one["title"] for one in results] == ["公交站点"]


def test_the_name_of_who_decided_is_not_searched(
    search: Callable[..., dict[str, Any]],
) -> None:
    assert search(q="张三丰")["count"] == 0
    assert search(q="opening_decided_by:张三丰")["count"] == 0


@pytest.mark.usefixtures("portal")
def test_a_dataset_that_was_written_is_found_with_its_codes(
    dataset: Callable[..., dict[str, Any]],
) -> None:
    made = dataset(
        title="厚街镇公共厕所分布", theme="03", town=["441900003"],
        items=[{"name": "厕位数", "type": "C"}],
    )  # fmt: skip

    asked = {"q": "厕位数", "fq": f"id:{made['id']}", "facet.field": ORDER}
    result = helpers.call_action("package_search", **asked)

    assert [one["id"] for one in result["results"]] == [made["id"]]
    assert counts(result, "theme") == {"教育科技": 1}
    assert counts(result, "town") == {"东城街道": 1}


def test_the_dataset_page_offers_the_facets_in_their_order(
    dataset: Callable[..., dict[str, Any]], app: Any
) -> None:
    dataset(title="厚街镇充电桩", theme="03", town=["441900003"], update_frequency="monthly")

    body = app.get("/dataset/").body

    fields = ("open_class", "theme", "organization", "town", "update_frequency")
    places = [body.find(f"{field}=") for field in fields]
    assert -1 not in places
    assert places == sorted(places)
