"""The plan as a table: its columns, and each item as their values, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.dongguan.sheets.column import ID_COLUMN, Column, Part, Template

COLUMNS = (
    Column(
        name="year", label_zh="年度", label_en="Year",
        help_zh="四位数字；留空时取计划日期的年份",
    ),
    Column(name="title", label_zh="计划事项", label_en="Item", is_required=True),
    Column(name="title_en", label_zh="英文名称", label_en="Item in English"),
    Column(
        name="organization", label_zh="责任部门", label_en="Department", kind="provider",
        is_required=True,
    ),
    Column(name="due_on", label_zh="计划开放日期", label_en="Due", is_required=True),
    Column(
        name="done_on", label_zh="完成日期", label_en="Done",
        help_zh="未完成的留空；关联的数据集开放后自动显示为已完成",
    ),
    Column(name="is_priority", label_zh="年度重点", label_en="Priority", kind="truth"),
    Column(
        name="high_value", label_zh="高价值类别", label_en="High value", kind="code",
        codelist="high_value",
    ),
    Column(name="dataset", label_zh="数据集", label_en="Dataset", help_zh="数据集页面的网址"),
    Column(name="note", label_zh="说明", label_en="Note"),
    ID_COLUMN,
)  # fmt: skip
TEMPLATE = Template(
    dataset_type="open_plan",
    label_zh="年度开放计划",
    main=Part(title="计划", field="", columns=COLUMNS),
    parts=(),
)


def row(item: Mapping[str, Any]) -> dict[str, Any]:
    """Write an item (as the API gives it) as the values of its row."""
    dataset = item["dataset"]
    return {
        **item,
        "is_priority": "true" if item["is_priority"] else "false",
        "dataset": dataset["name"] if dataset else "",
    }
