"""Whatever stands in an exchange database, a run ends with a clear word and loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan.tests import helpers

from ckanext.dongguan.harvesters.difference import Outcome

from .conftest import Front, follow_front
from .delivered import stored
from .exchange_servers import Place, in_mariadb, item

INJECTED = "t_batch; DROP TABLE t_catalog --"


def unknown_state(place: Place) -> Callable[[], Any]:
    place.do("UPDATE t_batch SET batch_state = 7")
    return lambda: place.do("UPDATE t_batch SET batch_state = 1")


def missing_column(place: Place) -> Callable[[], Any]:
    place.do("ALTER TABLE t_catalog RENAME COLUMN theme_code TO theme")
    return lambda: place.do("ALTER TABLE t_catalog RENAME COLUMN theme TO theme_code")


def missing_table(place: Place) -> Callable[[], Any]:
    place.do("ALTER TABLE t_receipt RENAME TO t_receipt_old")
    return lambda: place.do("ALTER TABLE t_receipt_old RENAME TO t_receipt")


def closed_receipts(place: Place) -> Callable[[], Any]:
    """A column that must be given and is not: no receipt can be written."""
    place.do("ALTER TABLE t_receipt ADD COLUMN sealed varchar(9) NOT NULL")
    return lambda: place.do("ALTER TABLE t_receipt DROP COLUMN sealed")


def fewer_rows(place: Place) -> Callable[[], Any]:
    place.do("UPDATE t_batch SET row_count = 3")
    return lambda: place.do("UPDATE t_batch SET row_count = 2, batch_state = 1")


def repeated_ids(place: Place) -> Callable[[], Any]:
    key = "CONSTRAINT t_catalog_pkey" if place.kind == "postgresql" else "PRIMARY KEY"
    place.do(f"ALTER TABLE t_catalog DROP {key}")
    place.insert("t_catalog", item(2))
    return lambda: place.do("DELETE FROM t_catalog WHERE batch_no IS NULL")


BAD: dict[str, tuple[Callable[[Place], Callable[[], Any]], str]] = {
    "unknown state": (unknown_state, "状态“7”不在代码表中"),
    "missing column": (missing_column, "缺少列 theme_code"),
    "missing table": (missing_table, "没有这个表"),
    "receipts that cannot be written": (closed_receipts, "回执"),
    "fewer rows than announced": (fewer_rows, "行数少于"),
    "ids that repeat": (repeated_ids, "重复"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_wrong_ends_the_run_with_a_word_and_the_next_one_goes_on(
    front: Front, kind: str
) -> None:
    front.place.batch("B1", item(1), item(2))
    spoil, word = BAD[kind]
    mend = spoil(front.place)

    broken = front.follow()
    mend()
    after = front.follow()

    assert broken.problem
    assert word in str(broken.problem)
    assert broken.problem.remedy
    assert broken.tally.counts[Outcome.WITHDRAWN] == 0
    assert after.problem is None
    assert set(stored(front.source)) == {"29000/1", "29000/2"}
    assert front.place.states() == {"B1": 3}
    assert front.place.receipts()[-1]["done_count"] == 2


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize("option", ["control", "catalog", "receipt"])
def test_a_name_that_is_no_name_is_never_asked_for(front: Front, option: str) -> None:
    front.register(options={option: INJECTED})
    front.place.batch("B1", item(1))

    result = front.follow()

    assert result.problem
    assert "不能作表名" in result.problem.cause
    assert len(front.place.do("SELECT * FROM t_catalog")) == 1


def test_a_table_behind_an_item_is_named_by_a_name_only(front: Front) -> None:
    front.place.batch("B1", item(1, table_name="x; DROP TABLE t_catalog"), item(2))

    result = front.follow()

    assert set(stored(front.source)) == {"29000/2"}
    (error,) = json.loads(front.place.receipts()[0]["errors"])
    assert "不能作表名" in error["reason"]
    assert result.problem is None


def test_bad_rows_are_listed_and_every_good_one_is_in(front: Front) -> None:
    bad = [
        item(11, theme_code="nowhere"),
        item(12, org_name="没有这个单位"),
        item(13, table_name="absent"),
        item(14, res_name="ÖÐÎÄÂÒÂë"),
        item(15, update_cycle=77),
        item(16, opening={**json.loads(item(1)["open_record"]), "columns": ["不存在的列"]},
             table_name="d_1"),
    ]  # fmt: skip
    front.place.table("d_1", ("1", "中心停车场", "0769-1"))
    front.place.batch("B1", item(1), *bad, item(2))

    result = front.follow()

    assert set(stored(front.source)) == {"29000/1", "29000/2"}
    assert result.tally.counts == {Outcome.ADDED: 2, Outcome.FAILED: len(bad)}
    assert all(one.cause and one.remedy for one in result.tally.faults)
    marks = front.place.do("SELECT res_id FROM t_catalog WHERE exchange_status = 9")
    assert {row["res_id"] for row in marks} == {one["res_id"] for one in bad}


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_private_address_is_called_only_where_it_is_declared(front: Front) -> None:
    front.register(limits={"private": False})

    result = follow_front(front)

    assert "内部网络" in result


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_wrong_password_is_said(front: Front, credentials: Callable[..., str]) -> None:
    front.register(credentials=credentials(**{**front.place.login, "password": "wrong"}))

    result = front.follow()

    assert result.problem
    assert "连接不上" in result.problem.cause or "权限" in result.problem.cause


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize("address", ["http://x.cn/db", "oracle://h/db"])
def test_an_address_of_no_such_database_is_not_registered(front: Front, address: str) -> None:
    with pytest.raises(tk.ValidationError, match="address"):
        front.register(address=address)


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_an_address_without_a_database_is_refused(front: Front) -> None:
    front.register(address="postgresql://host")

    assert "地址不是数据库地址" in follow_front(front)


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_password_has_no_place_in_an_address(front: Front) -> None:
    with pytest.raises(tk.ValidationError, match="address"):
        front.register(address="postgresql://u:secret@db.example/x")


def test_a_look_writes_nothing_at_the_source(front: Front) -> None:
    front.place.batch("B1", item(1), item(2))

    shown = helpers.call_action("dongguan_harvest_source_preview", name=front.source)
    dry = front.follow(is_dry=True)

    assert len(shown["records"]) == 2
    assert shown["problem"] == ""
    assert dry.tally.counts == {Outcome.ADDED: 2}
    assert front.place.states() == {"B1": 1}
    assert front.place.receipts() == []
    assert stored(front.source) == {}


@pytest.mark.parametrize("place", ["mariadb"], indirect=True)
def test_a_gbk_database_is_read_as_chinese(
    front: Front,
    mariadb: sa.URL,
    new_name: Callable[[str], str],
    credentials: Callable[..., str],
) -> None:
    with in_mariadb(mariadb, new_name("gbk").replace("-", "_"), "gbk") as place:
        place.batch("B1", item(1))
        front.register(address=place.address, credentials=credentials(**place.login),
                       options={"schema": ""})  # fmt: skip

        result = front.follow()

    assert result.problem is None
    assert [p.title for p in stored(front.source).values()] == ["停车场第1号"]


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_charset_that_is_not_that_of_the_database_is_said(front: Front) -> None:
    front.place.batch("B1", item(1))
    front.register(options={"charset": "no-such"})

    said = follow_front(front)
    front.register(options={"charset": ""})
    after = front.follow()

    assert "没有字符集 no-such" in said
    assert after.tally.counts == {Outcome.ADDED: 1}
