"""The catalogue of the 2017 guide and the municipal import template, as people write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ckan.tests import helpers

from .conftest import shown_by_title

pytestmark = pytest.mark.usefixtures("chinese")
Row = Sequence[Any]
Record = dict[str, Any]
OFFICE = "东莞市交通运输局"

CATALOGUE = (
    "目录名称*", "目录摘要", "提供部门*", "来源系统", "所属领域", "空间范围", "数据分级*",
    "共享类型*", "共享条件", "共享方式", "开放类型*", "开放条件", "更新周期*", "数据同步机制",
    "是否存在物理删除",
)  # fmt: skip
ITEMS = (
    "目录名称*", "信息项名称*", "英文名称", "数据类型*", "数据长度", "代码表", "值域",
    "共享类型", "开放类型", "敏感属性", "涉密属性", "是否主键", "是否时间戳",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def ready(_world: None) -> Any:
    return helpers.call_action("dongguan_directory_prepare")


@pytest.fixture
def municipal(tmp_path: Path) -> Callable[..., Path]:
    """Fill the municipal template in: a title above, the catalogue, a sheet of items."""

    def write(catalogue: Sequence[Row], items: Sequence[Row]) -> Path:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = "目录信息"
        sheet.append(["政务数据资源目录导入模板（带 * 的必填）"])
        sheet.merge_cells("A1:O1")
        for row in (CATALOGUE, *catalogue):
            sheet.append(row)
        inner = book.create_sheet("信息项")
        for row in (ITEMS, *items):
            inner.append(row)
        path = tmp_path / "导入模板.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def catalogue(new_name: Callable[[str], str]) -> list[list[Any]]:
    """Give an entry of each class of sharing."""
    return [
        [new_name("道路运输企业"), "企业名录", OFFICE, "运政系统", None, "全市", "一般数据",
         "无条件共享", None, "库表交换", "无条件开放", None, "4", "增量", "否"],
        [new_name("驾驶员信息"), "从业人员", OFFICE, "运政系统", None, "市直", "一般",
         "有条件共享", "仅供行政检查", "接口", "有条件开放", "实名申请", "每日", "全量", "是"],
        [new_name("稽查线索"), "线索", OFFICE, None, None, "区县", "一般",
         "不予共享", "行政处罚法第五十条", None, "不予开放", "政府信息公开条例第十四条", "8",
         None, None],
    ]  # fmt: skip


@pytest.fixture
def items(catalogue: list[list[Any]]) -> list[list[Any]]:
    """Give the data items of the first and the second entry."""
    first, second = catalogue[0][0], catalogue[1][0]
    return [
        [first, "企业名称", "name", "字符", 100, None, None, "无条件共享", "无条件开放",
         "非敏感", "非涉密", "是", "否"],
        [second, "准驾车型", "kind", "字符", 2, "GA/T 16.7", "A1—P", None, None,
         "非敏感", "非涉密", "否", "否"],
        [first, "注册资本", "capital", "高精度", "18,2", None, None, None, None,
         "敏感", "非涉密", None, None],
        [first, "车辆数", "vehicles", "整数", None, None, "0—9999", None, None,
         None, None, None, None],
        [first, "更新时间", "changed", "日期时间", None, None, None, None, None,
         None, None, None, "是"],
    ]  # fmt: skip


def take(path: Path, layout: str) -> Record:
    return dict(helpers.call_action("dongguan_sheet_import", path=str(path), layout=layout))


def test_the_municipal_template_is_taken_in_with_its_items(
    municipal: Any, catalogue: list[list[Any]], items: list[list[Any]]
) -> None:
    path = municipal(catalogue, items)

    first, again = take(path, "municipal_template"), take(path, "municipal_template")

    assert (first["faults"], first["outcomes"]) == ([], {"created": 3})
    assert again["outcomes"] == {"unchanged": 3}
    shown = shown_by_title(catalogue[0][0])
    assert (shown["update_frequency"], shown["sync_mode"]) == ("monthly", "incremental")
    assert (shown["spatial_scope"], shown["has_physical_delete"]) == ("city", "false")
    assert [(one["name"], one["type"], one.get("length", "")) for one in shown["items"]] == [
        ("企业名称", "C", "100"), ("注册资本", "N", "18,2"), ("车辆数", "I", ""),
        ("更新时间", "T", ""),
    ]  # fmt: skip
    assert [one.get("sensitivity", "") for one in shown["items"]] == [
        "plain",
        "sensitive",
        "",
        "",
    ]
    assert (shown["items"][0]["is_key"], shown["items"][3]["is_timestamp"]) == ("true", "true")


def test_its_one_column_of_conditions_is_a_condition_or_a_basis(
    municipal: Any, catalogue: list[list[Any]]
) -> None:
    take(municipal(catalogue, []), "municipal_template")

    lent, kept = shown_by_title(catalogue[1][0]), shown_by_title(catalogue[2][0])
    assert (lent["share_condition"], lent.get("share_basis")) == ("仅供行政检查", None)
    assert (kept["share_basis"], kept.get("share_condition")) == ("行政处罚法第五十条", None)
    assert (lent["open_condition"], kept["withheld_basis"]) == (
        "实名申请", "政府信息公开条例第十四条",
    )  # fmt: skip


@pytest.mark.parametrize("level", ["涉密", "核心", "重要"])
def test_an_entry_that_may_not_stand_here_is_refused(
    municipal: Any, catalogue: list[list[Any]], level: str
) -> None:
    catalogue[1][6] = level

    result = take(municipal(catalogue, []), "municipal_template")

    assert not result["is_written"]
    assert [one["place"] for one in result["faults"]] == ["目录信息!G4"]


def test_a_classified_item_is_refused_though_it_is_called_plain(
    municipal: Any, catalogue: list[list[Any]], items: list[list[Any]]
) -> None:
    items[1][10] = "涉密"

    result = take(municipal(catalogue, items), "municipal_template")

    assert not result["is_written"]
    assert [one["place"] for one in result["faults"]] == ["信息项!K3"]
    assert "涉密信息项不得录入本门户" in result["faults"][0]["sentence"]


def test_not_shared_means_not_opened(municipal: Any, catalogue: list[list[Any]]) -> None:
    catalogue[2][10] = "无条件开放"

    result = take(municipal(catalogue, []), "municipal_template")

    assert [one["place"] for one in result["faults"]] == ["目录信息!K5"]


GROUPS = (
    "信息资源分类", None, None, None, "信息资源名称", "信息资源代码", "信息资源提供方",
    "信息资源提供方代码", "信息资源摘要", "信息资源格式", "信息项信息", None, "共享属性", None,
    None, "开放属性", None, "更新周期", "发布日期", "关联资源代码",
)  # fmt: skip
NAMES = (
    "类", "项", "目", "细目", None, None, None, None, None, None, "信息项名称", "数据类型",
    "共享类型", "共享条件", "共享方式类型", "是否向社会开放", "开放条件", None, None, None,
)  # fmt: skip


@pytest.fixture
def guide(tmp_path: Path, new_name: Callable[[str], str]) -> tuple[Path, list[str]]:
    """Write the table of the guide: a header in two rows, cells merged over the items."""
    titles = [new_name("公交线路"), new_name("执法线索")]
    own = [
        [None, None, None, None, titles[0], None, OFFICE, None, "线路和站点", "电子表格",
         "线路名称", "字符型", "2", "仅供规划", "2", "是", "注明来源", "每月", "2026-01-31",
         None],
        [*[None] * 10, "首班时间", "日期时间型", *[None] * 8],
        [None, None, None, None, titles[1], None, OFFICE, None, "线索", "数据库",
         "线索编号", "字符型", "3", "行政处罚法第五十条", None, "否",
         "政府信息公开条例第十四条", "6", "2026-02-01", None],
    ]  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["政务信息资源目录"])
    for row in (GROUPS, NAMES, *own):
        sheet.append(row)
    for merged in ("A1:T1", "A2:D2", "K2:L2", "M2:O2", "P2:Q2", "E4:E5", "G4:G5", "M4:M5"):
        sheet.merge_cells(merged)
    path = tmp_path / "目录.xlsx"
    book.save(path)
    return path, titles


def test_the_table_of_the_guide_is_taken_in_with_merged_cells(
    guide: tuple[Path, list[str]],
) -> None:
    path, titles = guide

    first, again = take(path, "guide_2017"), take(path, "guide_2017")

    lines, leads = map(shown_by_title, titles)
    assert (first["faults"], first["outcomes"]) == ([], {"created": 2})
    assert again["outcomes"] == {"unchanged": 2}
    assert [(one["name"], one["type"]) for one in lines["items"]] == [
        ("线路名称", "C"), ("首班时间", "T"),
    ]  # fmt: skip
    assert (lines["share_condition"], lines["open_condition"]) == ("仅供规划", "注明来源")
    assert (lines["issued_on"], leads["update_frequency"]) == ("2026-01-31", "annual")
    assert (leads["share_basis"], leads["withheld_basis"]) == (
        "行政处罚法第五十条", "政府信息公开条例第十四条",
    )  # fmt: skip
