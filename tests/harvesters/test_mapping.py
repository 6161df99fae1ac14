"""The platform's codes become ours, or the record is refused with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.harvesters.mapping import read_map, to_dataset
from ckanext.dongguan.harvesters.problem import RecordError

CODES = read_map("sharing_platform")
ITEM: dict[str, Any] = {
    "resId": "29032/00000021",
    "resCode": "307019/000021",
    "resTitle": "东莞市公交站点信息",
    "resAbstract": "全市公交站点。",
    "keyword": "公交、站点；气温（℃）|公交",
    "subjectCode": "04",
    "officeName": "东莞市交通运输局",
    "areaCode": "441900",
    "shareType": 1,
    "shareCondition": "",
    "openType": 1,
    "openCondition": "",
    "openBasis": "",
    "openRecord": {
        "decidedBy": "交通运输局办公室",
        "decidedDate": "2026-05-01",
        "decidedBasis": "会议纪要",
        "secrecyReviewBy": "保密办",
        "secrecyReviewDate": "2026-04-20",
        "secrecyReviewBasis": "审查意见",
    },
    "updateCycle": 4,
    "publishDate": "2026-05-02",
    "dataUpdateTime": "2026-10-31 09:12:00",
    "periodStart": "2026-01-01",
    "periodEnd": "2026-10-31",
    "itemList": [{"itemName": "站名", "itemNameEn": "", "itemType": "C", "itemLength": "64"}],
    "remark": "演示数据",
}


def test_an_item_becomes_the_fields_of_a_dataset() -> None:
    dataset = to_dataset(ITEM, CODES)

    assert dataset["title"] == "东莞市公交站点信息"
    assert dataset["resource_code"] == "307019/000021"
    assert (dataset["source_system"], dataset["source_id"]) == (
        "sharing-platform",
        "29032/00000021",
    )
    assert (dataset["open_class"], dataset["share_class"]) == ("unconditional", "unconditional")
    assert (dataset["theme"], dataset["update_frequency"]) == ("04", "monthly")
    assert dataset["data_updated_on"] == "2026-10-31"
    assert dataset["items"] == [{"name": "站名", "type": "C", "length": "64"}]
    assert dataset["is_demonstration"] == "true"
    assert "town" not in dataset


def test_keywords_are_split_at_each_separator_and_kept_once() -> None:
    tags = to_dataset(ITEM, CODES)["tags"]

    assert [tag["name"] for tag in tags] == ["公交", "站点", "气温（℃）"]


def test_a_town_s_item_names_the_town() -> None:
    assert to_dataset({**ITEM, "areaCode": "441900115"}, CODES)["town"] == ["441900115"]


@pytest.mark.parametrize("record", [None, {}])
def test_without_an_opening_record_the_fields_stay_empty(record: dict[str, Any] | None) -> None:
    dataset = to_dataset({**ITEM, "openRecord": record}, CODES)

    assert not [key for key in dataset if key.startswith(("opening_", "secrecy_"))]
    assert dataset["open_class"] == "unconditional"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"officeName": "某市某局"}, "某市某局"),
        ({"openType": 7}, "开放属性"),
        ({"updateCycle": 98}, "更新周期"),
        ({"shareType": "x"}, "共享属性"),
    ],
)
def test_an_unknown_code_is_refused_with_its_name(change: dict[str, Any], word: str) -> None:
    with pytest.raises(RecordError, match=word):
        to_dataset({**ITEM, **change}, CODES)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"resId": ...}, "缺少字段 resId"),
        ({"officeName": ...}, "缺少字段 officeName"),
        ({"itemList": 5}, "结构与约定不符"),
        ({"itemList": ["站名"]}, "结构与约定不符"),
        ({"openRecord": "已审查"}, "结构与约定不符"),
        ({"officeName": ["东莞市交通运输局"]}, "结构与约定不符"),
    ],
)
def test_a_malformed_item_is_refused_alone_and_says_why(
    change: dict[str, Any], word: str
) -> None:
    item = {key: value for key, value in {**ITEM, **change}.items() if value is not ...}

    with pytest.raises(RecordError, match=word):
        to_dataset(item, CODES)


@pytest.mark.parametrize(("open_type", "licence"), [(1, "dg-open"), (2, None), (3, None)])
def test_only_data_that_anyone_may_have_carry_a_licence(
    open_type: int, licence: str | None
) -> None:
    assert to_dataset({**ITEM, "openType": open_type}, CODES).get("license_id") == licence
