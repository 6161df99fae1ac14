"""Each row ends as a record, a repetition, a refusal or a blank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ckanext.dongguan.directory import workbook as files
from ckanext.dongguan.directory.catalogue import (
    Blank,
    Entry,
    Record,
    Refusal,
    Repetition,
    entries,
)
from ckanext.dongguan.directory.layouts import Layout, load
from ckanext.dongguan.directory.place import Fault

NIGHT = "01:00:01"


def read(path: Path, layout: Layout) -> list[Entry]:
    return list(entries(files.read(path, layout.columns), layout))


def only(workbook: Any, layout: Layout, **cells: Any) -> Entry:
    (entry,) = read(workbook(cells), layout)
    return entry


def test_a_row_becomes_the_fields_of_a_dataset(workbook: Any, layout: Layout) -> None:
    record = only(workbook, layout)

    assert isinstance(record, Record)
    fields = record.dataset
    assert (fields["title"], fields["author"]) == ("公交站点信息", "市交通运输局")
    assert (fields["theme"], fields["update_frequency"]) == ("04", "monthly")
    assert fields["tags"] == [{"name": "公交"}, {"name": "站点、线路"}, {"name": "气温(℃)"}]
    assert (fields["data_updated_on"], fields["opening_decided_on"]) == (
        "2018-02-07",
        "2018-02-01",
    )
    assert fields["owner_org"] == layout.organization["name"]
    assert "resources" not in fields


def test_the_opening_record_says_that_it_is_a_sample(workbook: Any, layout: Layout) -> None:
    record = only(workbook, layout)

    assert isinstance(record, Record)
    assert record.dataset["open_class"] == "unconditional"
    for field in (
        "opening_decided_by",
        "opening_basis",
        "secrecy_reviewed_by",
        "secrecy_basis",
    ):
        assert record.dataset[field].startswith("样例")


@pytest.mark.parametrize(
    ("cells", "field", "expected"),
    [
        ({"所属主题": "文化、体育和娱乐业", "所属行业": "文化休闲"}, "theme", "07"),
        ({"所属主题": "科学教育"}, "theme", "03"),
        ({"所属主题": "社会资源"}, "theme", "05"),
        ({"更新频率": "自定义"}, "update_frequency", "custom"),
        ({"更新频率": "3"}, "update_frequency", "unknown"),
        ({"更新频率": 3}, "update_frequency", "unknown"),
        (
            {"最后更新": "2017-09-12 09:00:59 2017-09-13 09:02:03"},
            "data_updated_on",
            "2017-09-13",
        ),
        ({"开放状态": "不予开放"}, "open_class", "withheld"),
    ],
)
def test_what_a_portal_means_is_understood(
    workbook: Any, layout: Layout, cells: dict[str, Any], field: str, expected: str
) -> None:
    record = only(workbook, layout, **cells)

    assert isinstance(record, Record)
    assert record.dataset[field] == expected


@pytest.mark.parametrize(
    ("cells", "place", "fault"),
    [
        ({"数据目录名称": None}, "数据目录!A2", Fault.EMPTY),
        ({"来源部门": ""}, "数据目录!B2", Fault.EMPTY),
        ({"开放状态": ""}, "数据目录!E2", Fault.EMPTY),
        ({"开放状态": "公开"}, "数据目录!E2", Fault.UNKNOWN_CODE),
        ({"所属主题": "制造业", "所属行业": "采矿业"}, "数据目录!F2", Fault.UNKNOWN_CODE),
        ({"更新频率": "隔三差五"}, "数据目录!H2", Fault.UNKNOWN_CODE),
        ({"最后更新": "2018-02-30 00:00:00"}, "数据目录!I2", Fault.NO_DAY),
        ({"最后更新": "2018-02-03 左右"}, "数据目录!I2", Fault.NO_DAY),
        ({"标签": "甲," + "长" * 101}, "数据目录!D2", Fault.BAD_KEYWORD),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_cell(
    workbook: Any, layout: Layout, cells: dict[str, Any], place: str, fault: Fault
) -> None:
    refusal = only(workbook, layout, **cells)

    assert isinstance(refusal, Refusal)
    assert [(str(f.place), f.fault) for f in refusal.faults][:1] == [(place, fault)]


def test_a_row_that_says_the_same_again_is_a_repetition(workbook: Any, layout: Layout) -> None:
    first, blank, again, other = read(
        workbook({}, None, {"下载次数": 9}, {"来源部门": "市公安局"}), layout
    )

    assert isinstance(first, Record)
    assert isinstance(blank, Blank)
    assert isinstance(again, Repetition)
    assert again.first == first.place
    assert isinstance(other, Record)
    assert other.dataset["source_id"] != first.dataset["source_id"]


def test_a_row_that_contradicts_an_earlier_one_is_refused(
    workbook: Any, layout: Layout
) -> None:
    _first, second = read(workbook({}, {"简介": "别的"}), layout)

    assert isinstance(second, Refusal)
    (fault,) = second.faults
    assert (str(fault.place), fault.fault) == ("数据目录!C3", Fault.CONTRADICTION)
    assert fault.value == "数据目录!2"


def test_an_unknown_layout_is_named() -> None:
    with pytest.raises(LookupError, match="nowhere"):
        load("nowhere")
