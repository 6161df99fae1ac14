"""What a page costs: statements and questions to the index, no more than stock CKAN's.

Stock CKAN 2.12 asks for its page of a dataset 38 statements and 5 questions to Solr.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..counting import counted

STOCK = {"sql": 38, "solr": 5}
FILES = [
    {"name": f"表{n}", "url": f"https://example.com/{n}.csv", "format": "CSV"} for n in range(8)
]


def cost(app: Any, path: str) -> dict[str, int]:
    app.get(path)
    with counted() as found:
        app.get(path + ("&" if "?" in path else "?") + "_again=1")
    return {"sql": len(found["ckan"]) + len(found["tables"]), "solr": len(found["solr"])}


def test_a_dataset_s_page_costs_no_more_than_stock_ckan_s(
    app: Any, dataset: Callable[..., dict[str, Any]]
) -> None:
    common = {"tags": [{"name": "成本测试"}], "resources": FILES}
    made = [dataset(**common) for _ in range(3)]

    spent = cost(app, f"/dataset/{made[0]['name']}")

    assert spent["solr"] <= STOCK["solr"]
    assert spent["sql"] <= STOCK["sql"]


def test_a_list_costs_one_question_and_does_not_grow_with_its_rows(
    app: Any, dataset: Callable[..., dict[str, Any]]
) -> None:
    made = [dataset(resources=FILES) for _ in range(12)]
    home = made[0]["organization"]["name"]

    spent = cost(app, f"/dataset/?organization={home}")

    assert spent["solr"] == 1
    assert spent["sql"] <= STOCK["sql"]


def test_the_front_page_asks_for_each_of_its_figures_once(app: Any) -> None:
    spent = cost(app, "/")

    # The datasets, the latest to take along, the towns, and where this year's plan stands.
    assert spent["solr"] <= 4
    assert spent["sql"] <= 12
