"""The API refuses a search as the pages do: place, cause and remedy, in the reader's words."""

from __future__ import annotations

from typing import Any

import pytest

SAID: list[tuple[dict[str, Any], str]] = [
    ({"q": "title:["}, "q：检索式无法解析。请检查括号、引号和冒号，或者只写检索词。"),
    ({"q": "metadata_modified:abc"}, "q：日期无法识别。"),
    ({"q": "公交", "fq": "("}, "fq：检索式无法解析。"),
    ({"fq_list": ["("]}, "fq_list：检索式无法解析。"),
    ({"fq": "late_from:[* TO SOON]"}, "fq：日期无法识别。"),
    ({"q": "公交", "bf": "nosuch(1)"}, "bf：检索式无法解析。"),
    ({"sort": "secret asc"}, "sort：不能这样排序。"),
    ({"rows": "x"}, "rows：值不符合要求（应为：从 0 开始的整数）。请改正，或去掉这个参数。"),
    ({"rows": -1}, "rows：值不符合要求（应为：从 0 开始的整数）。"),
    ({"start": -1}, "start：值不符合要求（应为：从 0 开始的整数）。"),
    ({"start": 10**12}, "start：最多翻到第 "),
    (
        {"facet.field": ["title"]},
        "facet.field：值不符合要求（应为：字段名的列表，",
    ),
    ({"facet.limit": "x"}, "facet.limit：值不符合要求（应为：整数，-1 表示不限）。"),
    ({"facet.mincount": "x"}, "facet.mincount：值不符合要求（应为：从 0 开始的整数）。"),
    ({"facet": "maybe"}, "facet：值不符合要求（应为：true 或 false）。"),
    ({"fl": "[explain]"}, "fl：值不符合要求（应为：字段名）。"),
    ({"nosuch": 1}, "这次检索：没有这些参数：nosuch。请去掉它们。"),
    ({"fq": "permission_labels:x"}, "fq：不能查询权限标签"),
]


def refused(app: Any, params: dict[str, Any], language: str = "") -> str:
    """Ask for what is refused; give what is said."""
    answer = app.post(f"{language}/api/3/action/package_search", json=params)

    assert answer.status_code == 400
    assert answer.json["error"]["__type"] == "Search Query Error"
    return str(answer.json["error"]["message"])


@pytest.mark.parametrize(("params", "said"), SAID, ids=lambda one: ascii(one)[:40])
def test_each_parameter_is_refused_by_its_name(
    app: Any, params: dict[str, Any], said: str
) -> None:
    assert refused(app, params).startswith(said)


def test_english_readers_are_told_in_english(app: Any) -> None:
    said = refused(app, {"rows": "x"}, language="/en")

    assert said == (
        "rows: The value is not valid (expected: a whole number from 0 on). "
        "Correct it or leave the parameter out."
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/dataset/?q=title:[", "检索词：检索式无法解析。"),
        ('/dataset/?res_format="', "筛选条件：检索式无法解析。"),
        ("/dataset/?page=99999999", "页码：最多翻到第 "),
        ("/dataset/?sort=secret", "排序：不能这样排序。"),
        ("/en/dataset/?q=title:[", "What you search for: The query cannot be read."),
    ],
)
def test_a_page_says_the_same_without_names_of_parameters(
    app: Any, address: str, said: str
) -> None:
    answer = app.get(address)

    assert answer.status_code == 400
    assert said in answer.body
