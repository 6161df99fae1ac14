"""Catalogues of two invented cities, mapped from what `inspect` proposes and a few lines.

Their columns are such as portals publish: one writes the open class below 开放条件 and codes
of a kind of its own, the other separates keywords with | and days by two forms.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ckan.tests import helpers

from ckanext.dongguan.directory.provider_finder import provider_finder
from ckanext.dongguan.sheets import book, cli, inspection, proposal
from ckanext.dongguan.sheets.column import Template

from ..commands import call
from .conftest import shown_by_title

pytestmark = pytest.mark.usefixtures("chinese")
FIRST = (
    "资源编码", "数据名称", "数据提供方", "数据领域", "数据简介", "更新频率", "开放条件",
    "数据格式", "首次发布日期", "最近更新日期", "数据量（条）", "是否提供接口", "浏览量",
)  # fmt: skip
SECOND = (
    "序号", "数据集标题", "所属主题", "国民经济行业", "数源单位", "行政区划", "开放方式",
    "更新周期", "数据摘要", "标签", "数据容量", "服务次数", "发布时间", "更新时间",
)  # fmt: skip
DECIDED = """
  开放决定人: 样例市
  开放决定日期: 2026-01-05
  开放决定依据: 原目录
  保密审查人: 样例市
  保密审查日期: 2026-01-05
  保密审查依据: 原目录已公开
  共享属性: 无条件共享
"""
Name = Callable[[str], str]


@pytest.fixture(scope="module", autouse=True)
def ready(_world: None) -> Any:
    return helpers.call_action("dongguan_directory_prepare")


def proposed(path: Path, template: Template) -> str:
    """Write the mapping file that `inspect` proposes for a table."""
    with book.opened(path) as opened:
        found = inspection.inspect(opened, template)
    assert found
    return "\n".join(proposal.lines(found, template, path.stem, provider_finder()))


def corrected(text: str, *values: tuple[str, str]) -> str:
    """Do what a person does: translate the listed values, give the defaults."""
    for said, meant in values:
        assert f'"{said}": ""' in text
        text = text.replace(f'"{said}": ""', f'"{said}": {meant}')
    head, _, rest = text.partition("# defaults:\n")
    kept = [line for line in rest.splitlines() if not line.startswith("#   ")]
    return f"{head}defaults:{DECIDED}" + "\n".join(kept)


def written(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def take(path: Path, mapping: str) -> dict[str, Any]:
    result = helpers.call_action("dongguan_sheet_import", path=str(path), mapping=mapping)
    return dict(result)


def workbook(path: Path, rows: Sequence[Sequence[Any]], above: int = 1) -> Path:
    sheets = openpyxl.Workbook()
    sheet = sheets.worksheets[0]
    title = ["样例市甲公共数据开放目录（截至 2024 年 12 月）"]
    for row in (*[title] * above, FIRST, *rows):
        sheet.append(row)
    sheets.save(path)
    return path


def test_the_first_city_takes_a_value_and_the_defaults(
    template: Template, tmp_path: Path, new_name: Name
) -> None:
    titles = [new_name("甲市停车场"), new_name("甲市驾校")]
    path = workbook(tmp_path / "甲市.xlsx", [
        ["29200/00000000001", titles[0], "甲市交通委", "教育科技", "位置", "每日",
         "无条件开放", "CSV,JSON", "2019-03-05", "2024-02-09 08:30:00", 7612, "是", 12],
        ["29200/00000000002", titles[1], "甲市公安局", "交通运输", "名录", "每年",
         "有条件开放", "XLSX", "2020-03-05", "2024-02-09 08:30:00", 61, "否", 7],
    ])  # fmt: skip
    text = proposed(path, template)

    result = take(path, corrected(text, ("教育科技", "教育文化")))

    assert "开放属性: 开放条件  # 猜测" in text
    assert "- 资源编码  # 29200/00000000001" in text
    assert (result["faults"], result["outcomes"]) == ([], {"created": 2})
    shown = shown_by_title(titles[1])
    assert (shown["open_class"], shown["author"]) == ("conditional", "甲市公安局")
    assert shown["organization"]["title"] == "样例：甲市"
    assert (shown["issued_on"], shown["data_updated_on"]) == ("2020-03-05", "2024-02-09")


@pytest.mark.parametrize(("above", "is_found"), [(19, True), (20, False)])
def test_a_header_is_proposed_as_far_down_as_it_is_read(
    template: Template, tmp_path: Path, new_name: Name, above: int, is_found: bool
) -> None:
    row = [None, new_name("甲市停车场"), "甲市交通委", None, "位置", *[None] * 8]
    path = workbook(tmp_path / "甲市.xlsx", [row], above)
    text = proposed(workbook(tmp_path / "乙市.xlsx", [row]), template)

    told = call(cli.sheets, "inspect", path, "--out", tmp_path / "甲市.yaml")
    taken = call(cli.sheets, "import", path, "--mapping", written(tmp_path, corrected(text)))

    assert ("认出 0 列" not in told.output) is is_found
    assert (taken.exit_code == 0) is is_found, taken.output


def test_the_second_city_takes_its_csv_in_gb18030(
    template: Template, tmp_path: Path, new_name: Name
) -> None:
    titles = [new_name("乙市学校"), new_name("乙市公园")]
    rows = [
        [1, titles[0], "生活服务", "教育", "乙市教育局", "甲区", "直接开放", "1天", "名录",
         "学校|名录", "77KB", 5, "2021/3/5 10:12", "2024年5月6日"],
        [2, titles[1], "道路交通", "其他", "乙市园林局", "乙区", "申请开放", "静态数据", "名录",
         "公园", "9KB", 5, "2021/3/5 10:12", "2024年5月6日"],
    ]  # fmt: skip
    path = tmp_path / "乙市.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([SECOND, *rows])
    text = proposed(path, template)

    result = take(path, corrected(text, ("生活服务", "民生服务")))

    assert '"生活服务": ""  # 近似：民生服务' in text
    assert (result["faults"], result["outcomes"]) == ([], {"created": 2})
    first, second = map(shown_by_title, titles)
    assert (first["open_class"], second["open_class"]) == ("unconditional", "conditional")
    assert (first["update_frequency"], second["update_frequency"]) == ("daily", "never")
    assert {one["name"] for one in first["tags"]} == {"学校", "名录"}
    assert (first["issued_on"], first["data_updated_on"]) == ("2021-03-05", "2024-05-06")


def test_codes_of_another_list_than_the_header_says_go_where_they_belong(
    template: Template, tmp_path: Path
) -> None:
    row = [None, "学校", "甲市教育局", "教育科技", *[None] * 9]

    text = proposed(workbook(tmp_path / "甲市.xlsx", [row]), template)

    assert "主题: 数据领域  # 猜测" in text


def test_a_table_of_this_city_keeps_its_providers(template: Template, tmp_path: Path) -> None:
    path = workbook(tmp_path / "本市.xlsx", [
        [None, "路灯", "东莞市交通运输局", "其他", "位置", "每日", "无条件开放", "CSV",
         "2019-03-05", "2024-02-09", 1, "否", 1],
    ])  # fmt: skip

    text = proposed(path, template)

    assert "提供单位: 数据提供方" in text
    assert "organization:" not in text


def test_departments_that_only_sound_like_those_of_this_city_are_pointed_out(
    template: Template, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "丙市.xlsx", [
        [None, "停车场", "市教育局", *[None] * 10],
        [None, "驾校", "丙市丁区人民政府", *[None] * 10],
    ])  # fmt: skip

    text = proposed(path, template)

    assert "有 1 个部门不是本市的：丙市丁区人民政府。" in text
    assert "# organization:" in text


def test_what_a_list_cannot_mean_is_not_offered_as_near(
    template: Template, tmp_path: Path
) -> None:
    row = [None, "停车场", "甲市交通委", None, None, None, "登录开放", *[None] * 6]
    other = [*row[:6], "无条件开放", *row[7:]]

    text = proposed(workbook(tmp_path / "甲市.xlsx", [row, *[other] * 9]), template)

    assert '"登录开放": ""\n' in text


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path, app: Any) -> None:
    path = workbook(tmp_path / "甲市.xlsx", [[None, "停车场", *[None] * 11]])
    place = tmp_path / "没有的文件夹" / "甲市.yaml"

    result = call(cli.sheets, "inspect", path, "--out", place)

    assert result.exit_code == 1
    assert f"{place}：不能写入" in result.output
