"""The declared lists as a table: its columns, and each department as their values.

Without CKAN.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.dongguan.sheets.column import ID_COLUMN, Column, Part, Template

COLUMNS = (
    Column(
        name="organization", label_zh="提供单位", label_en="Department", kind="provider",
        is_required=True,
    ),
    Column(
        name="items", label_zh="清单项数", label_en="Items of the declared list",
        help_zh="部门申报的清单共有多少项；三格都清空即撤销，编目率不再测算",
    ),
    Column(
        name="basis", label_zh="清单文件", label_en="Document of the list",
        help_zh="清单所在的文件名称或文号",
    ),
    Column(name="declared_on", label_zh="清单日期", label_en="Day of the document"),
    ID_COLUMN,
)  # fmt: skip
# What is noted of a department.
NOTED = ("items", "basis", "declared_on")
TEMPLATE = Template(
    dataset_type="declared_list",
    label_zh="部门申报清单",
    main=Part(title="清单", field="", columns=COLUMNS),
    parts=(),
)


def row(provider: Mapping[str, Any], noted: Mapping[str, Any] | None) -> dict[str, Any]:
    """Write a department (`name`, `title`) with its list, if it has one, as a row."""
    values = {name: str(noted[name]) for name in NOTED} if noted else {}
    return {
        "id": provider["name"], "organization": {"title": provider["title"]}, **values
    }  # fmt: skip
