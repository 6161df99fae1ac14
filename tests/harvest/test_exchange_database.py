"""Records travel from a department's exchange database to the catalogue, receipts back."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from ckan.lib import uploader

from ckanext.dongguan.harvesters.difference import Mode, Outcome

from .conftest import Front
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


def test_a_second_run_changes_nothing_and_writes_no_second_receipt(front: Front) -> None:
    front.place.batch("B1", item(1), item(2))
    front.follow()
    before = {p.id: p.metadata_modified for p in stored(front.source).values()}

    again = [front.follow(), front.follow(mode=Mode.INCREMENTAL)]

    assert [one.problem for one in again] == [None, None]
    assert before == {p.id: p.metadata_modified for p in stored(front.source).values()}
    assert len(front.place.receipts()) == 1
    assert front.place.states() == {"B1": 3}


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
