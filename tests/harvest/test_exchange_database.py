"""Records travel from a department's exchange database to the catalogue, receipts back."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from ckan.lib import uploader
from ckan.tests import factories, helpers

from ckanext.dongguan.harvesters.difference import Mode, Outcome

from .conftest import ROOT, Front
from .delivered import stored
from .exchange_servers import OPENED, item


@contextmanager
def asked() -> Iterator[list[str]]:
    """Collect what is asked of any exchange database by the portal."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield statements
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def table_of(dataset: Any) -> list[list[str]]:
    """Read the file of a dataset."""
    (resource,) = dataset.resources
    path = uploader.get_resource_uploader({"url_type": "upload"}).get_path(resource.id)
    return list(csv.reader(Path(path).read_text("utf-8-sig").splitlines()))


def test_a_batch_lands_whole_and_its_receipt_is_written_back(front: Front) -> None:
    front.place.batch("B1", item(1), item(2), item(3, theme_code="nowhere"))

    result = front.follow()

    assert result.problem is None
    assert result.tally.counts == {Outcome.ADDED: 2, Outcome.FAILED: 1}
    assert set(stored(front.source)) == {"29000/1", "29000/2"}
    assert front.place.states() == {"B1": 4}
    (receipt,) = front.place.receipts()
    assert (receipt["total_count"], receipt["done_count"], receipt["failed_count"]) == (3, 2, 1)
    (error,) = json.loads(receipt["errors"])
    assert error["id"] == "29000/3"
    assert "主题" in error["reason"]


def test_the_page_of_a_run_shows_what_came_of_each_batch(front: Front, app: Any) -> None:
    front.place.batch("B7", item(1), item(2), item(3, theme_code="nowhere"))
    front.follow()
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    run = helpers.call_action("dongguan_harvest_run_list", source=front.source)[0]
    shown = helpers.call_action("dongguan_harvest_run_show", id=run["id"])
    page = app.get(f"/ckan-admin/harvest/runs/{run['id']}", headers=headers)

    assert shown["batches"] == [{"number": "B7", "done": 2, "failed": 1}]
    assert '<th scope="row">B7</th><td>2</td><td>1</td>' in page.text


def test_a_second_run_changes_nothing_and_writes_no_second_receipt(front: Front) -> None:
    front.place.batch("B1", item(1), item(2))
    front.follow()
    before = {p.id: p.metadata_modified for p in stored(front.source).values()}

    again = [front.follow(), front.follow(mode=Mode.INCREMENTAL)]

    assert [one.problem for one in again] == [None, None]
    assert before == {p.id: p.metadata_modified for p in stored(front.source).values()}
    assert len(front.place.receipts()) == 1
    assert front.place.states() == {"B1": 3}


def test_a_row_that_was_refused_is_told_until_it_is_mended(front: Front, app: Any) -> None:
    front.place.batch("B1", item(1), item(2), item(3, theme_code="nowhere"))
    front.follow()
    front.place.batch("B2", item(2, res_desc="改写。", theme_code="nowhere"))
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    updated, again = (front.follow(mode=Mode.INCREMENTAL) for _ in range(2))
    run = helpers.call_action("dongguan_harvest_run_list", source=front.source)[0]
    page = app.get(f"/ckan-admin/harvest/runs/{run['id']}", headers=headers)
    table = app.get(f"/ckan-admin/harvest/runs/{run['id']}/faults.csv", headers=headers)
    front.place.batch("B3", item(2), item(3, res_desc="改好。"))
    mended = front.follow(mode=Mode.INCREMENTAL)

    assert updated.tally.counts[Outcome.FAILED] == 1
    assert again.tally.counts == {Outcome.UNCHANGED: 1, Outcome.STILL_REFUSED: 2}
    for shown in (page.text, table.data.decode("utf-8-sig")):
        assert all(one in shown for one in ("29000/2", "29000/3", "nowhere"))
        assert "29000/1" not in shown
    assert mended.tally.counts[Outcome.ADDED] == 1
    assert front.follow().tally.counts == {Outcome.UNCHANGED: 3}


def test_of_the_rows_behind_an_item_only_the_decided_columns_leave_the_source(
    front: Front,
) -> None:
    front.place.table("d_1", ("1", "中心停车场", "0769-1"), ("2", "“东”站，北", "0769-2"))
    decided = {**OPENED, "columns": ["序号", "c02"]}
    front.place.batch("B1", item(1, table_name="d_1", opening=decided))
    with asked() as statements:
        front.follow()

    dataset = stored(front.source)["29000/1"]

    assert table_of(dataset) == [["序号", "名称"], ["1", "中心停车场"], ["2", "“东”站，北"]]
    assert dataset.resources[0].extras["row_count"] == "2"
    queries = [one for one in statements if "d_1" in one and "c01" in one]
    assert queries
    assert not [one for one in queries if "c03" in one or "secret" in one]


def test_rows_of_an_item_that_is_not_open_stay_at_the_source(front: Front) -> None:
    front.place.table("d_1", ("1", "中心停车场", "0769-1"))
    front.place.batch("B1", item(1, table_name="d_1", opening=None))

    front.follow()

    dataset = stored(front.source)["29000/1"]
    assert dataset.private
    assert dataset.resources == []


def test_a_batch_that_is_not_ready_is_left_alone_and_withdraws_nothing(front: Front) -> None:
    front.place.batch("B1", item(1), item(2))
    front.follow()
    front.place.batch("B2", item(2, res_name="写了一半"), item(3), batch_state=0)

    results = [front.follow(), front.follow(mode=Mode.INCREMENTAL)]

    assert [one.problem for one in results] == [None, None]
    assert {p.title for p in stored(front.source).values()} == {"停车场第1号", "停车场第2号"}
    assert front.place.states() == {"B1": 3, "B2": 0}


@pytest.mark.parametrize("increment", ["batch", "sequence", "timestamp"])
def test_what_changes_and_vanishes_by_increments_ends_like_a_whole_reading(
    front: Front, increment: str
) -> None:
    front.register(options={"increment": increment})
    times = [datetime(2026, 3, day) for day in (1, 2, 3)]
    first = [item(n, seq_no=n, update_time=times[0]) for n in (1, 2, 3)]
    front.place.batch("B1", *first, upto_seq=3, upto_time=times[0])
    front.follow()
    changed = item(2, seq_no=4, update_time=times[1], res_name="停车场改名")
    gone = item(3, seq_no=5, update_time=times[2], op_type="D")
    fresh = item(4, seq_no=6, update_time=times[2])
    front.place.batch("B2", changed, upto_seq=4, upto_time=times[1])
    front.place.batch("B3", gone, fresh, upto_seq=6, upto_time=times[2])

    by_increments = front.follow(mode=Mode.INCREMENTAL)
    live = {k: p.title for k, p in stored(front.source).items() if p.state == "active"}
    whole = front.follow()

    assert by_increments.problem is None
    assert by_increments.tally.counts[Outcome.CHANGED] == 1
    assert by_increments.tally.counts[Outcome.ADDED] == 1
    assert by_increments.tally.counts[Outcome.WITHDRAWN] == 1
    assert live["29000/2"] == "停车场改名"
    assert whole.tally.counts == {Outcome.UNCHANGED: 3}
    assert [(r["done_count"], r["deleted_count"]) for r in front.place.receipts()] == [
        (3, 0), (1, 0), (1, 1),
    ]  # fmt: skip


def test_an_increment_asks_only_for_the_rows_of_its_batch(front: Front) -> None:
    front.place.batch("B1", *(item(n) for n in range(12)))
    front.follow()
    front.place.batch("B2", item(7, res_name="停车场改名"))

    with asked() as statements:
        result = front.follow(mode=Mode.INCREMENTAL)

    pages = [one for one in statements if "res_name" in one and "t_catalog" in one]
    assert result.tally.counts == {Outcome.CHANGED: 1}
    assert len(pages) == 1


def test_memory_stays_flat_however_many_rows_there_are(front: Front) -> None:
    front.place.table("d_1")
    many = range(1, 15_001)
    front.place.insert_many(
        "d_1", [{"row_id": n, "c01": str(n), "c02": "长" * 900} for n in many]
    )
    front.place.batch("B1", item(1, table_name="d_1"))

    tracemalloc.start()
    front.follow()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert stored(front.source)["29000/1"].resources[0].extras["row_count"] == "15000"
    # All rows at once would be 15,000 × 900 letters of two bytes.
    assert peak < 24 * 1024 * 1024


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_the_sandbox_s_exchange_is_followed_as_it_is(
    portal: None, front: Front, sandbox: tuple[str, Path]
) -> None:
    url = os.environ["DONGGUAN_TEST_EXCHANGE_URL"]
    command = [sys.executable, "-m", "deploy.sandbox", "exchange", "load", "--folder"]
    options = ["--database-url", url, "--items", "8", "--schema", f"{front.place.schema}_box"]
    subprocess.run([*command, sandbox[1], *options], cwd=ROOT, check=True)
    box = f"{front.place.schema}_box"
    front.register(options={"schema": box})

    first, second = front.follow(), front.follow()
    front.place.do(f"DROP SCHEMA {box} CASCADE")

    assert first.problem is None
    assert first.tally.counts == {Outcome.ADDED: 8}
    assert second.tally.counts[Outcome.ADDED] == second.tally.counts[Outcome.CHANGED] == 0
