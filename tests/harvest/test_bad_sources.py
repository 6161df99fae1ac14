"""Whatever a source sends, a run ends with a clear word and nothing published is lost."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from ckan.tests import helpers

from ckanext.dongguan.harvesters.difference import Outcome

from .conftest import Remote
from .portal_server import Handler, package

Answer = Callable[[Handler], None]


def html(handler: Handler) -> None:
    handler.send(200, b"<!doctype html><title>\xe7\xbb\xb4\xe6\x8a\xa4\xe4\xb8\xad</title>")


def elsewhere(handler: Handler) -> None:
    handler.send(302, b"", Location="http://10.0.0.1/secret")


def too_much(handler: Handler) -> None:
    handler.send(200, b" " * 3_000_000)


def bomb(handler: Handler) -> None:
    handler.send(200, gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")


def same_page(handler: Handler) -> None:
    records = [package(n) for n in range(100)]
    body = {"result": {"count": 5000, "results": records}}
    handler.send(200, json.dumps(body).encode())


def other_shape(handler: Handler) -> None:
    handler.send(200, json.dumps({"result": {"count": 1, "results": None}}).encode())


def byte_by_byte(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def cut_off(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"result"')
    handler.close_connection = True


BAD: dict[str, tuple[Answer, str]] = {
    "html": (html, "网页"),
    "redirect": (elsewhere, "跳转|转到"),
    "too much": (too_much, "超过"),
    "bomb": (bomb, "超过"),
    "looping pages": (same_page, "重复"),
    "other shape": (other_shape, "不是 CKAN"),
    "byte by byte": (byte_by_byte, "连接失败"),
    "cut off": (cut_off, "连接失败"),
}
# Everything else is answered at once, and has time on a busy machine.
LIMITS = {"byte by byte": {"answer_seconds": 1}}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_answer_ends_the_run_with_a_word_and_the_next_one_goes_on(
    remote: Remote, kind: str
) -> None:
    answer, word = BAD[kind]
    remote.portal.records = [package(n) for n in range(3)]
    remote.follow()
    remote.register(limits={"answer_bytes": 2_000_000, **LIMITS.get(kind, {})})
    remote.portal.answer = answer

    broken = remote.follow()
    remote.register()
    remote.portal.answer = None
    after = remote.follow()

    assert broken.problem
    said = f"{broken.problem.cause}{broken.problem.remedy}"
    assert any(one in said for one in word.split("|")), said
    assert broken.tally.counts[Outcome.WITHDRAWN] == 0
    assert {f"yuanjilu-{n}" for n in range(3)} <= set(remote.stored())
    assert after.problem is None


def test_a_private_address_is_called_only_where_it_is_declared(remote: Remote) -> None:
    remote.register(limits={"private": False})
    remote.portal.records = [package(1)]

    result = remote.follow()

    assert result.problem
    assert "内部网络" in result.problem.cause
    assert remote.portal.asked == []


@pytest.mark.parametrize(("total", "is_whole"), [(2, False), (10, False), (3, True)])
def test_a_source_that_lies_about_its_total_withdraws_nothing(
    remote: Remote, total: int, is_whole: bool
) -> None:
    remote.portal.records = [package(n) for n in range(4)]
    remote.follow()
    remote.portal.records = remote.portal.records[:3]
    remote.portal.total = total

    result = remote.follow()

    assert (result.problem is None) == is_whole
    assert result.tally.counts[Outcome.WITHDRAWN] == int(is_whole)


def test_an_empty_source_withdraws_nothing_and_asks_a_person(remote: Remote) -> None:
    remote.portal.records = [package(n) for n in range(3)]
    remote.follow()
    remote.portal.records = []

    result = remote.follow()

    assert result.needs_person
    assert result.problem
    assert "3 条" in result.problem.cause
    assert result.tally.counts[Outcome.WITHDRAWN] == 0


def test_a_source_that_changes_all_its_ids_asks_a_person(remote: Remote) -> None:
    remote.portal.records = [package(n) for n in range(25)]
    remote.follow()
    remote.portal.records = [package(f"xin-{n}") for n in range(25)]

    result = remote.follow()

    assert result.needs_person
    assert result.tally.counts[Outcome.WITHDRAWN] == 0


EQUAL_TITLES = 1_000


def malformed() -> list[Any]:
    return [
        package(1, title=None),
        {**package(2), "id": ""},
        package("good-0"),
        package(4, extras={"theme": "nowhere"}),
        package(5, tags="不是列表"),
        package(6, notes="长" * 4_000_000),
        "not an object",
        package(8, extras={"open_class": "public"}),
        package(9, tags=[None]),
        {**package(10), "extras": ["不是字典"]},
        package(11, title="空字符\0"),
        # With these one record in twenty is bad.
        *(package(n, tags="不是列表") for n in range(100, 142)),
    ]


def bad_ids() -> list[str]:
    """Name what is listed of each bad record: its id, nothing where it has none."""
    named = [f"yuanjilu-{n}" for n in (1, 4, 5, 6, 8, 9, 10, 11, *range(100, 142))]
    return sorted(["", "", "yuanjilu-good-0", *named])


def test_bytes_of_another_encoding_cost_one_record_and_not_the_page(remote: Remote) -> None:
    remote.portal.records = [package(1), package(2, title="乱码记录"), package(3)]
    body = json.dumps(remote.portal.search({"rows": "10"}), ensure_ascii=False).encode()
    mixed = body.replace("乱码记录".encode(), "乱码记录".encode("gb18030"))
    remote.portal.answer = lambda handler: handler.send(200, mixed)

    preview = helpers.call_action("dongguan_harvest_source_preview", name=remote.source)
    result = remote.follow()

    assert set(remote.stored()) == {"yuanjilu-1", "yuanjilu-3"}
    (fault,) = result.tally.faults
    assert (fault.remote_id, fault.remedy) == ("yuanjilu-2", "请来源单位核对编码")
    assert [bool(one["fault"]) for one in preview["records"]] == [False, True, False]


def test_a_source_that_hangs_up_at_each_byte_loses_nothing(remote: Remote) -> None:
    remote.portal.records = [package(1)]
    remote.follow()
    whole = json.dumps(remote.portal.search({"rows": "10"})).encode()

    for end in range(0, len(whole), len(whole) // 12):
        remote.portal.answer = partial(hang_up, body=whole, end=end)
        assert remote.follow().problem

    remote.portal.answer = None
    after = remote.follow()
    assert after.tally.counts == {Outcome.UNCHANGED: 1}


def hang_up(handler: Handler, body: bytes, end: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[:end])
    handler.close_connection = True


def test_of_malformed_records_each_is_listed_and_every_good_one_is_in(remote: Remote) -> None:
    good = [package(f"good-{n}", title="同名数据") for n in range(EQUAL_TITLES)]
    bad = malformed()
    remote.portal.records = [*good[:30], *bad, *good[30:]]

    result = remote.follow()

    # The second one with the id `good-0` is listed among the bad ones.
    assert set(remote.stored()) == {f"yuanjilu-good-{n}" for n in range(EQUAL_TITLES)}
    assert result.tally.counts[Outcome.ADDED] == len(good)
    assert result.tally.counts[Outcome.FAILED] == len(bad)
    assert sorted(one.remote_id for one in result.tally.faults) == bad_ids()
    assert all(one.cause and one.remedy for one in result.tally.faults)
    assert len({one.name for one in remote.stored().values()}) == EQUAL_TITLES
