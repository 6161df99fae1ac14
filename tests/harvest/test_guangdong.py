"""Records travel from a portal in the layout of 开放广东, and stay inside until decided."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.harvest.deciding import PAGE
from ckanext.dongguan.harvest.helpers import dongguan_harvest_waiting
from ckanext.dongguan.harvest.tables import whole
from ckanext.dongguan.harvesters.difference import Mode, Outcome
from ckanext.dongguan.language import CHINESE
from ckanext.dongguan.speech import spoken

from .conftest import register, run_once
from .delivered import stored
from .portal_server import OPENED
from .told_server import Answer, Told, served

DECISIONS = "/dongguan/harvest-decisions"
OPENING = {k: v for k, v in OPENED.items() if k.startswith(("opening_", "secrecy_"))}
CSV = "序号,名称\r\n1,中心停车场\r\n".encode("gb18030")


def record(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "resTitle": f"停车场第{number}号", "resId": f"29000/{number:08d}",
        "keyword": "停车,交通",
        "resAbstract": "逐个列出停车场。", "subjectName": "道路交通", "openMode": "无条件开放",
        "updateCycle": "4", "publishDate": "2020-01-02", "dataUpdateTime": "2021-03-04",
        "sourceSuffix": "csv", "officeName": "东莞市公安局", "address": "", "fileSize": "1",
        "recordTotal": "1", "fileCount": "1", **fields,
    }  # fmt: skip


def as_json(found: Any) -> Answer:
    return "application/json", json.dumps(found, ensure_ascii=False).encode()


@dataclass(kw_only=True)
class Guangdong:
    """The portal's records behind its calls."""

    told: Told
    records: list[dict[str, Any]] = field(default_factory=list)

    def page(self, body: bytes, _query: Any) -> Answer:
        asked = json.loads(body)
        start = (asked["pageNo"] - 1) * asked["pageSize"]
        shown = self.records[start : start + asked["pageSize"]]
        listed = [{k: one[k] for k in ("resId", "resTitle", "dataUpdateTime")} for one in shown]
        inner = {"total": len(self.records), "list": listed}
        return as_json({"dataList": json.dumps(inner, ensure_ascii=False)})

    def item(self, body: bytes, _query: Any) -> Answer:
        wanted = json.loads(body)["resId"]
        return as_json(next(one for one in self.records if one["resId"] == wanted))

    def files(self, _body: bytes, _query: Any) -> Answer:
        name = {"id": "8", "fileName": "停车场.csv", "fileUrl": "a1.csv", "sourceSuffix": "csv"}
        return as_json([name])


@pytest.fixture
def guangdong(
    portal: None, new_name: Callable[[str], str]
) -> Iterator[tuple[Guangdong, str, Callable[..., None]]]:
    helpers.call_action("dongguan_directory_prepare")
    with served() as told:
        upstream, name = Guangdong(told=told), new_name("kaifang")
        told.answers = {
            "/data/dataSet/findPage": upstream.page,
            "/data/catalog/selectDataCatalogByResId": upstream.item,
            "/data/dataSet/getFileList": upstream.files,
            "/downloadFiles/open-file/29000_00000001/a1.csv": lambda *_: ("text/csv", CSV),
        }

        def registered(**given: Any) -> None:
            limits = {"private": True, "calls_per_second": 0, "tries": 1}
            register(name, adapter="guangdong", address=told.url, limits=limits, **given)

        registered()
        yield upstream, name, registered


def test_what_is_open_there_is_for_the_government_until_it_is_decided_here(
    guangdong: Any,
) -> None:
    upstream, source, _registered = guangdong
    upstream.records = [
        record(1),
        record(2, subjectName="没有的主题"),
        record(3, updateCycle="8"),
    ]

    result = run_once(source, mode=Mode.FULL)

    dataset = stored(source)["29000/00000001"]
    assert result.tally.counts == {Outcome.ADDED: 1, Outcome.FAILED: 2}
    assert dataset.private
    assert dataset.resources == []
    assert dataset.extras["theme"] == "04"
    assert dataset.extras["update_frequency"] == "monthly"
    assert dataset.extras["open_class"] == "unconditional"


@pytest.mark.parametrize("code", ["3", "9", "部分开放"])
def test_a_class_that_the_map_does_not_know_opens_nothing_and_waits(
    guangdong: Any, code: str
) -> None:
    upstream, source, registered = guangdong
    registered(opening=OPENING)
    upstream.records = [record(1, openMode=code)]

    preview = helpers.call_action("dongguan_harvest_source_preview", name=source)
    result = run_once(source, mode=Mode.FULL)

    queue = helpers.call_action("dongguan_harvest_waiting_list", source=source)
    (waiting,) = queue["results"]
    dataset = stored(source)["29000/00000001"]
    assert [one["unread"] for one in preview["records"]] == [code]
    assert result.tally.counts == {Outcome.ADDED: 1}
    assert waiting["remote_id"] == "29000/00000001"
    assert waiting["unread"] == code
    assert "对照表" in (said := in_chinese(waiting))
    assert f"（{code}）" in said
    assert (waiting["audience"], dataset.private, dataset.resources) == ("government", True, [])
    assert "open_class" not in dataset.extras
    assert "unread_class" not in dataset.extras


def in_chinese(row: dict[str, Any]) -> str:
    """Say why a record waits in the queue's own words."""
    with spoken(CHINESE):
        return dongguan_harvest_waiting(row)


def test_with_an_opening_record_for_the_source_its_files_come_with_the_same_bytes(
    guangdong: Any,
) -> None:
    upstream, source, registered = guangdong
    registered(opening=OPENING)
    upstream.records = [record(1)]

    result = run_once(source, mode=Mode.FULL)

    dataset = stored(source)["29000/00000001"]
    assert result.problem is None
    assert not dataset.private
    (resource,) = dataset.resources
    assert (resource.format, resource.size) == ("CSV", len(CSV))
    assert resource.extras["row_count"] == "1"


def test_a_second_reading_believes_the_times_and_asks_for_no_record(guangdong: Any) -> None:
    upstream, source, _registered = guangdong
    upstream.records = [record(1), record(4)]
    run_once(source, mode=Mode.FULL)
    upstream.told.asked.clear()

    again = run_once(source, mode=Mode.INCREMENTAL)

    assert again.tally.counts == {Outcome.UNCHANGED: 2}
    assert upstream.told.asked == ["/data/dataSet/findPage"]


@pytest.mark.parametrize("listed", [b"<html>", b'{"dataList": "{"}', b'{"dataList": "[]"}'])
def test_a_listing_that_nobody_can_read_ends_the_run_with_a_word(
    guangdong: Any, listed: bytes
) -> None:
    upstream, source, _registered = guangdong
    upstream.told.answers["/data/dataSet/findPage"] = lambda *_: ("application/json", listed)

    result = run_once(source, mode=Mode.FULL)

    assert result.problem
    assert result.problem.remedy


def test_a_class_that_nobody_knows_is_shown_as_the_source_wrote_it(
    guangdong: Any, app: Any
) -> None:
    upstream, source, registered = guangdong
    registered(opening=OPENING)
    upstream.records = [record(1, openMode="部分开放")]
    run_once(source, mode=Mode.FULL)
    operator = {"Authorization": factories.SysadminWithToken()["token"]}

    listed = app.get(f"{DECISIONS}?page={page_of(source)}", headers=operator).text
    item = app.get(f"{DECISIONS}/{source}?record=29000/00000001", headers=operator).text
    table = app.get(f"{DECISIONS}/waiting.csv", headers=operator).data.decode("utf-8-sig")
    upstream.records = [record(1, openMode="1")]
    run_once(source, mode=Mode.FULL)

    said = "来源的开放属性代码不在对照表中，请在对照表里补充（部分开放）"
    assert (said in listed, said in item) == (True, True)
    (row,) = (one for one in csv.DictReader(io.StringIO(table)) if one["来源"] == source)
    assert (row["来源的开放属性"], row["记录标识"]) == ("部分开放", "29000/00000001")
    assert helpers.call_action("dongguan_harvest_waiting_list", source=source)["count"] == 0


def page_of(source: str) -> int:
    """Find the page of the queue on which a source's record stands."""
    ask = partial(helpers.call_action, "dongguan_harvest_waiting_list")
    rows = list(whole(lambda **page: ask(**page)["results"]))
    return next(n for n, row in enumerate(rows) if row["source"] == source) // PAGE + 1
