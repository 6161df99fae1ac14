"""Each row of another layout ends as a record, a repetition, a refusal or a blank."""

from __future__ import annotations

import pytest

from ckanext.dongguan.sheets.book import Line
from ckanext.dongguan.sheets.entry import Entry
from ckanext.dongguan.sheets.fault import Spot
from ckanext.dongguan.sheets.layout import Layout
from ckanext.dongguan.sheets.mapped import Blank, Read, Repetition, entries

from .example import ROW


def read(layout: Layout, *rows: dict[str, str] | None) -> list[Read]:
    return list(entries(map(line, range(2, 99), rows), layout, lambda *_: [], lambda _: None))


def line(number: int, cells: dict[str, str] | None) -> Line:
    texts = dict.fromkeys(ROW, "") if cells is None else {**ROW, **cells}
    places = enumerate(texts, 1)
    spots = {name: Spot(sheet="数据目录", row=number, column=n) for n, name in places}
    return Line(sheet="数据目录", row=number, texts=texts, spots=spots)


def only(layout: Layout, **cells: str) -> Entry:
    (entry,) = read(layout, cells)
    assert isinstance(entry, Entry)
    return entry


def test_a_row_becomes_the_fields_of_a_dataset(foshan: Layout) -> None:
    fields = only(foshan).dataset

    assert (fields["title"], fields["author"]) == ("公交站点信息", "市交通运输局")
    assert (fields["theme"], fields["update_frequency"]) == ("04", "monthly")
    assert fields["tags"] == [{"name": "公交"}, {"name": "站点、线路"}, {"name": "气温(℃)"}]
    assert (fields["data_updated_on"], fields["opening_decided_on"]) == (
        "2018-02-07", "2018-02-01",
    )  # fmt: skip
    assert fields["owner_org"] == foshan.organization["name"]
    assert fields["not_stated"] == ["share_method"]


def test_the_opening_record_says_that_it_is_a_sample(foshan: Layout) -> None:
    fields = only(foshan).dataset

    for name in ("opening_decided_by", "opening_basis", "secrecy_reviewed_by", "secrecy_basis"):
        assert fields[name].startswith("样例")


@pytest.mark.parametrize(
    ("cells", "field", "expected"),
    [
        ({"所属主题": "文化、体育和娱乐业", "所属行业": "文化休闲"}, "theme", "07"),
        ({"所属主题": "科学教育"}, "theme", "03"),
        ({"所属主题": "社会资源"}, "theme", "05"),
        ({"更新频率": "自定义"}, "update_frequency", "custom"),
        ({"更新频率": "3"}, "update_frequency", "unknown"),
        ({"最后更新": "2017-09-12 09:00 2017-09-13 09:02"}, "data_updated_on", "2017-09-13"),
        ({"开放状态": "不予开放"}, "open_class", "withheld"),
    ],
)  # fmt: skip
def test_what_a_portal_means_is_understood(
    foshan: Layout, cells: dict[str, str], field: str, expected: str
) -> None:
    assert only(foshan, **cells).dataset[field] == expected


@pytest.mark.parametrize(
    ("cells", "place", "key"),
    [
        ({"数据目录名称": ""}, "数据目录!A2", "empty"),
        ({"来源部门": ""}, "数据目录!B2", "empty"),
        ({"开放状态": "公开"}, "数据目录!E2", "unknown_code"),
        ({"所属主题": "制造业", "所属行业": "采矿业"}, "数据目录!F2", "unknown_code"),
        ({"更新频率": "隔三差五"}, "数据目录!H2", "unknown_code"),
        ({"最后更新": "2018-02-30 00:00:00"}, "数据目录!I2", "no_day"),
        ({"最后更新": "2018-02-03 左右"}, "数据目录!I2", "no_day"),
        ({"标签": "甲," + "长" * 101}, "数据目录!D2", "bad_keyword"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_cell(
    foshan: Layout, cells: dict[str, str], place: str, key: str
) -> None:
    (fault,) = only(foshan, **cells).faults

    assert (str(fault.spot), fault.key) == (place, key)


def test_a_row_that_says_the_same_again_is_a_repetition(foshan: Layout) -> None:
    first, blank, again, other = read(foshan, {}, None, {}, {"来源部门": "市公安局"})

    assert isinstance(first, Entry)
    assert isinstance(blank, Blank)
    assert isinstance(again, Repetition)
    assert str(again.first) == "数据目录!2"
    assert isinstance(other, Entry)
    assert other.dataset["source_id"] != first.dataset["source_id"]


def test_a_row_that_contradicts_an_earlier_one_is_refused(foshan: Layout) -> None:
    _first, second = read(foshan, {}, {"简介": "别的"})

    assert isinstance(second, Entry)
    (fault,) = second.faults
    assert (str(fault.spot), fault.header, fault.key) == (
        "数据目录!C3",
        "简介",
        "contradiction",
    )
    assert fault.value == "数据目录!2"
