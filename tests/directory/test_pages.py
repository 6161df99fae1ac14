"""The page of each dataset type says in words what the type alone can say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories, helpers

Dataset = Callable[..., dict[str, Any]]
WORDS = {
    "enterprise_aggregate": {
        "": ["统计指标", "工业总产值", "2024年第一季度", "行政记录", "少于三家不公布"],
        "/en": ["Indicator", "Q1 2024", "Administrative records", "Rule of suppression"],
    },
    "credit_disclosure": {
        "": ["公示类别", "行政许可", "法人", "东莞市测试局", "2026-01-05"],
        "/en": ["Kinds of subjects", "Legal persons", "Decided on"],
    },
    "interface": {
        "": ["接口协议", "无需鉴权", "操作", "查询", "信息科"],
        "/en": ["Protocol", "Operations", "Technical contact"],
    },
    "document": {
        "": ["文种", "通知通告", "文字可检索性"],
        "/en": ["Kind", "Notice"],
    },
}  # fmt: skip


def visible(text: str) -> str:
    return re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.S)


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_type_shows_its_own_fields_in_words(
    dataset: Dataset, app: Any, kind: str, prefix: str
) -> None:
    made = dataset(type=kind)

    text = visible(app.get(f"{prefix}/dataset/{made['name']}").text)

    assert [word for word in WORDS[kind][prefix] if word not in text] == []
    assert "None" not in text


def test_the_public_reads_how_conditional_data_are_given(dataset: Dataset, app: Any) -> None:
    made = dataset(open_class="conditional")

    text = visible(app.get(f"/dataset/{made['name']}").text)

    for word in ("测试使用要求", "测试安全保障措施", "下载", "测试依据"):
        assert word in text


def test_what_departments_agree_among_themselves_stays_theirs(
    dataset: Dataset, app: Any, department: dict[str, Any]
) -> None:
    made = dataset(share_class="conditional", security_impact="低")
    path = f"/dataset/{made['name']}"
    clerk = factories.UserWithToken()
    member = {"id": department["id"], "username": clerk["name"], "role": "editor"}
    helpers.call_action("organization_member_create", **member)

    public = visible(app.get(path).text)
    inner = visible(app.get(path, headers={"Authorization": clerk["token"]}).text)

    assert "测试共享条件" not in public
    assert "测试共享条件" in inner
    assert "数据安全影响" in inner
    assert "数据安全影响" not in public


def test_a_file_says_its_period_rows_and_coordinates(dataset: Dataset, app: Any) -> None:
    file = {
        "name": "站点", "url": "https://example.com/z.csv", "format": "CSV",
        "row_count": "1200", "period_start": "2025", "period_end": "2025",
        "coordinate_system": "cgcs2000",
    }  # fmt: skip
    made = dataset(resources=[file])

    path = f"/dataset/{made['name']}/resource/{made['resources'][0]['id']}"
    text = visible(app.get(path).text)

    for word in ("电子表格", "1200", "2025-01-01", "2025-12-31", "坐标系"):
        assert word in text
