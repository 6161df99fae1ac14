"""Headers of real portals are understood without a person (`headers.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import yaml

from ckanext.dongguan.sheets import book, inspection
from ckanext.dongguan.sheets.column import Template

CITIES: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    Path(__file__).with_name("headers.yaml").read_text(encoding="utf-8")
)
TEXTS = {
    "主题": "道路交通", "所属领域": "交通运输", "开放属性": "无条件开放", "更新周期": "每年",
    "发布日期": "2019-01-02", "数据更新日期": "2024-01-02", "提供单位": "样例市公安局",
}  # fmt: skip


@pytest.mark.parametrize("city", CITIES)
def test_each_header_of_a_city_is_the_field_that_it_means(
    city: str, template: Template, tmp_path: Path
) -> None:
    headers, path = CITIES[city], tmp_path / f"{city}.xlsx"
    written = openpyxl.Workbook()
    sheet = written.worksheets[0]
    sheet.append(list(headers))
    sheet.append([TEXTS.get(field, "停车场") for field in headers.values()])
    written.save(path)

    with book.opened(path) as opened:
        found = inspection.inspect(opened, template)

    assert found is not None
    understood = {one.header: one.means.label_zh if one.means else "" for one in found.columns}
    assert understood == headers
