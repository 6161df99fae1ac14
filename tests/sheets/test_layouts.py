"""Mapping files: those of the release, those that people write, those that are proposed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import openpyxl
import pytest
from ckan.tests import helpers

from ckanext.dongguan.sheets import book, choosing, inspection, layouts
from ckanext.dongguan.sheets import proposal as written
from ckanext.dongguan.sheets.column import Template
from ckanext.dongguan.sheets.layout_reading import read

from .conftest import shown_by_title

HEADER = [
    "资源标题", "数据提供单位", "内容简介", "开放等级", "更新频度", "所属分类", "发布时间",
    "点击量",
]  # fmt: skip
ROWS = [
    ["路灯信息", "东莞市交通运输局", "位置", "登录开放", "每月", "道路交通", "43138", 5],
    ["信号灯信息", "东莞市交通运输局", "位置", "登录开放", "不定时", "道路交通", "43139", 6],
]
OPENING = """
defaults:
  共享属性: 无条件共享
  开放决定人: 测试
  开放决定依据: 测试
  保密审查人: 测试
  保密审查依据: 测试
  开放决定日期: 2026-01-05
  保密审查日期: 2026-01-04
not_stated: [[共享方式, 摘要], 更新周期]
"""
MAPPING = (
    """
label: 某市目录
source_system: some-city
fields:
  名称: 资源标题
  提供单位: 数据提供单位
  摘要: 内容简介
  开放属性: {columns: 开放等级, values: {登录开放: 无条件开放}}
  更新周期: {columns: 更新频度, otherwise: 不定期}
  主题: 所属分类
  发布日期: {columns: 发布时间, format: excel}
ignore: [点击量]
"""
    + OPENING
)
Make = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Make:
    """Write a table as a portal exports it: title rows above, a header of its own."""

    def make(*rows: list[Any], header: list[Any] | None = None, above: int = 2) -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        for _ in range(above):
            sheet.append(["某市数据目录"])
        for line in (header or HEADER, *rows):
            sheet.append(line)
        path = tmp_path / "某市.xlsx"
        workbook.save(path)
        return path

    return make


def take(path: Path, mapping: str = MAPPING, **wanted: Any) -> dict[str, Any]:
    result = helpers.call_action(
        "dongguan_sheet_import", path=str(path), mapping=mapping, **wanted
    )
    return dict(result)


@pytest.fixture
def titled(new_name: Callable[[str], str]) -> Callable[..., list[list[Any]]]:
    """Give the rows under titles of their own."""
    return lambda: [[new_name(row[0]), *row[1:]] for row in ROWS]


@pytest.fixture(scope="module")
def ready(_world: None) -> Any:
    return helpers.call_action("dongguan_directory_prepare")


@pytest.mark.parametrize("name", layouts.names())
def test_each_layout_of_the_release_can_be_read(portal: None, name: str) -> None:
    assert choosing.known(name).sources


def test_a_table_of_another_city_is_taken_in_by_a_mapping(
    ready: Any, chinese: None, table: Make, titled: Any
) -> None:
    rows = titled()
    path = table(*rows)

    first, again = take(path), take(path)

    assert (first["outcomes"], first["faults"]) == ({"created": 2}, [])
    assert again["outcomes"] == {"unchanged": 2}
    shown = shown_by_title(rows[1][0])
    assert (shown["open_class"], shown["update_frequency"]) == ("unconditional", "irregular")
    assert (shown["issued_on"], shown["theme"]) == ("2018-02-08", "04")
    assert shown["organization"]["name"] == "dg-jtysj"


@pytest.mark.parametrize("suffix", ["csv", "gbk.csv", "json"])
def test_csv_and_json_are_read_alike(
    ready: Any, chinese: None, tmp_path: Path, titled: Any, suffix: str
) -> None:
    rows = titled()
    path = tmp_path / f"某市.{suffix}"
    if suffix == "json":
        objects = [dict(zip(HEADER, row, strict=True)) for row in rows]
        path.write_text(json.dumps({"code": 0, "data": {"list": objects}}, ensure_ascii=False))
    else:
        lines = "\n".join(",".join(map(str, line)) for line in (HEADER, *rows))
        path.write_bytes(lines.encode("gb18030" if "gbk" in suffix else "utf-8-sig"))

    result = take(path)

    assert (result["faults"], result["outcomes"]) == ([], {"created": 2})


def test_a_fault_keeps_the_file_out_and_is_told_by_the_column_of_the_file(
    ready: Any, chinese: None, table: Make, titled: Any
) -> None:
    good, bad = titled()
    bad[3], bad[1] = "看情况", "某某局"

    whole = take(table(good, bad))
    partly = take(table(good, bad), is_whole=False)

    assert not whole["is_written"]
    assert [(f["place"], f["header"]) for f in whole["faults"]] == [
        ("Sheet!B5", "数据提供单位"), ("Sheet!D5", "开放等级"),
    ]  # fmt: skip
    assert "看情况" in whole["faults"][1]["sentence"]
    assert partly["outcomes"] == {"created": 1, "refused": 1}


def test_items_below_their_dataset_and_a_header_in_two_rows_are_understood(
    ready: Any, chinese: None, table: Make, new_name: Callable[[str], str]
) -> None:
    title = new_name("企业登记信息")
    groups = [
        "信息资源名称", "信息资源提供方", "信息资源摘要", "共享属性", None, "开放属性",
        "信息项信息",
    ]  # fmt: skip
    names = [
        None, None, None, "共享类型", "共享方式类型", "是否向社会开放", "信息项名称",
        "数据类型",
    ]  # fmt: skip
    rows = [
        [title, "东莞市交通运输局", "登记", "无条件共享", "文件下载", "否", "名称", "字符型"],
        [None, None, None, None, None, None, "注册日期", "日期型"],
    ]

    result = take(table(names, *rows, header=groups), mapping="", layout="guide_2017")

    assert (result["faults"], result["outcomes"]) == ([], {"created": 1})
    shown = shown_by_title(title)
    assert [(i["name"], i["type"]) for i in shown["items"]] == [
        ("名称", "C"),
        ("注册日期", "D"),
    ]
    assert (shown["open_class"], shown["share_method"]) == ("withheld", "file")


def test_a_fault_of_the_mapping_is_a_sentence_with_a_proposal(
    chinese: None, table: Make
) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        take(table(), mapping="fields: {名稱: a, 更新频率: b}")

    told = " ".join(refused.value.error_dict["mapping"])
    assert "没有“更新频率”这个字段" in told
    assert "更新周期" in told


def test_a_mapping_is_proposed_and_names_what_it_does_not_understand(
    template: Template, table: Make
) -> None:
    with book.opened(table(*ROWS)) as opened:
        proposal = inspection.inspect(opened, template)
    assert proposal
    text = "\n".join(written.lines(proposal, template, "某市", str))

    layout = read(text, "某市", template)
    columns = {source.name: source.columns for source in layout.sources}
    assert proposal.header_row == 3
    assert columns["title"] == ("资源标题",)
    assert columns["owner_org"] == ("数据提供单位",)
    assert {"notes", "open_class", "update_frequency", "theme", "issued_on"} <= set(columns)
    assert layout.ignored == ("点击量",)
    assert '"登录开放": ""' in text
    assert "format: excel" in text


@pytest.mark.shared
def test_the_proposal_for_a_real_catalogue_misses_little(
    template: Template, shared: Path
) -> None:
    with book.opened(shared / "samples" / "foshan_catalogue_2018.xlsx") as opened:
        proposal = inspection.inspect(opened, template)
    assert proposal

    found = {one.header: one.means.name for one in proposal.columns if one.means}

    assert found["数据目录名称"] == "title"
    assert found["开放状态"] == "open_class"
    assert {"简介", "来源部门", "标签", "更新频率", "所属主题", "最后更新"} <= set(found)
    assert {"下载次数", "评分总数"} <= {one.header for one in proposal.unknown}
