"""What is too large to wait for is ordered, written by a worker, and kept for its person."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.jobs.definition import Cancelled
from ckanext.dongguan.jobs.state import RunState
from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.reclassification.definition import Change
from ckanext.dongguan.sheets import giving, orders, steps
from ckanext.dongguan.sheets.jobs import JOBS
from ckanext.dongguan.sheets.order import KEPT, Order, State, packed, unpacked

Record = dict[str, Any]


class Run:
    """A run that notes how far it was said to be, and may be cancelled."""

    id, previous = "run", None

    def __init__(self, *, is_wanted: bool = True) -> None:
        self.told: list[tuple[int, int]] = []
        self._is_wanted = is_wanted

    def progress(self, done: int, total: int, _message: str = "") -> None:
        self.told.append((done, total))
        if not self._is_wanted:
            raise Cancelled


@pytest.fixture
def person(portal: None) -> Iterator[Record]:
    yield dict(factories.UserWithToken())
    for one in orders.every():
        orders.drop(one)


@pytest.fixture
def headers(person: Record) -> dict[str, str]:
    return {"Authorization": person["token"]}


@pytest.fixture
def kept(dataset: Callable[..., Record], department: Record) -> list[Record]:
    return [dataset(title=f"导出测试{n}") for n in range(5)]


@pytest.fixture
def order(
    app: Any, headers: dict[str, str], kept: list[Record], department: Record,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., str]:  # fmt: skip
    """Ask for more than a page gives; give the address of the order."""
    monkeypatch.setattr("ckanext.dongguan.catalog.export.MOST", 3)
    monkeypatch.setattr(giving, "PAGE", 2)

    def ask(form: str = "csv") -> str:
        path = f"/catalog/export.{form}?by=department&node={department['name']}"
        answer = app.get(path, headers=headers, follow_redirects=False)
        return str(answer.headers["Location"]).partition("/exports/")[2]

    return ask


def write(**options: Any) -> Run:
    run = Run(**options)
    (job,) = JOBS
    job.run(run)  # type: ignore[arg-type]
    return run


def test_a_large_branch_is_ordered_and_given_when_it_is_written(
    app: Any, headers: dict[str, str], order: Callable[..., str], kept: list[Record]
) -> None:
    number = order()
    before = app.get(f"/exports/{number}", headers=headers).text
    app.get(f"/exports/{number}/file", headers=headers, status=404)

    run = write()

    after = app.get(f"/exports/{number}", headers=headers).text
    file = app.get(f"/exports/{number}/file", headers=headers).data.decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(file, newline=""))
    assert 'http-equiv="refresh"' in before
    assert "共导出 5 条" in after
    assert {row[head.index("名称 *")] for row in rows} == {one["title"] for one in kept}
    assert run.told[-1] == (0, 5)


def test_one_s_own_large_sheet_is_ordered_with_all_its_fields(
    app: Any, clerk: Record, kept: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"Authorization": clerk["token"]}
    monkeypatch.setattr("ckanext.dongguan.sheets.views.MOST_DATASETS", 3)
    monkeypatch.setattr(giving, "PAGE", 2)

    answer = app.get("/sheets/export/dataset.csv", headers=headers, follow_redirects=False)
    number = str(answer.headers["Location"]).partition("/exports/")[2]
    write()

    page = app.get(f"/exports/{number}", headers=headers).text
    file = app.get(f"/exports/{number}/file", headers=headers).data.decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(file, newline=""))
    assert "导出我的条目" in page
    assert {row[head.index("名称 *")] for row in rows} >= {one["title"] for one in kept}
    assert {row[head.index("保密审查人")] for row in rows} == {"测试单位保密办"}
    orders.drop(orders.get(number))


def test_one_s_own_sheet_asks_for_one_s_own_departments_alone(
    clerk: Record, department: Record
) -> None:
    query = giving.of_person(clerk["name"], "dataset")

    assert query == {"fq_list": ['+type:"dataset"', f'+owner_org:("{department["id"]}")']}


def test_the_same_is_ordered_once(order: Callable[..., str]) -> None:
    assert order() == order() != order("json")


def test_too_many_orders_wait_for_the_earlier_ones(
    app: Any, order: Callable[..., str], headers: dict[str, str], department: Record
) -> None:
    for form in ("csv", "json", "xlsx"):
        order(form)

    path = f"/catalog/export.csv?by=department&node={department['name']}&q=导出"
    answer = app.get(path, headers=headers, status=400)

    assert "您先前的导出尚未完成" in answer.text


def test_of_somebody_else_s_order_nothing_is_told(app: Any, order: Callable[..., str]) -> None:
    number = order()
    write()
    other = {"Authorization": factories.UserWithToken()["token"]}

    for path in (f"/exports/{number}", f"/exports/{number}/file"):
        app.get(path, headers=other, status=404)
        app.get(path, status=404)
    app.post(f"/exports/{number}/cancel", headers=other, status=404)
    assert orders.get(number) is not None


def test_an_order_is_taken_back_and_its_file_goes(
    app: Any, headers: dict[str, str], order: Callable[..., str]
) -> None:
    number = order()
    write()
    path = orders.path(number, "csv")
    was_there = path.exists()

    app.post(f"/exports/{number}/cancel", headers=headers)

    assert (was_there, path.exists(), orders.get(number)) == (True, False, None)


def test_a_cancelled_run_leaves_no_half_of_a_file(order: Callable[..., str]) -> None:
    number = order()

    with pytest.raises(Cancelled):
        write(is_wanted=False)

    found = orders.get(number)
    assert found is not None
    assert found.state is State.CANCELLED
    assert not [one for one in orders.folder().iterdir() if one.stem == number]


def test_an_order_that_was_cut_off_is_written_anew(order: Callable[..., str]) -> None:
    number = order()
    found = orders.get(number)
    assert found is not None
    orders.put(Order(**{**vars(found), "state": State.RUNNING, "done": 2}))

    write()

    again = orders.get(number)
    assert again is not None
    assert (again.state, again.done) == (State.READY, 5)


def test_a_change_of_openness_takes_written_files_back(
    app: Any, headers: dict[str, str], order: Callable[..., str], kept: list[Record]
) -> None:
    number = order()
    write()
    change = Change(
        occasion="1", dataset_id=kept[0]["id"], case=Case.STOPPED, is_data_public=False
    )

    steps.STEPS["ordered"](change)

    app.get(f"/exports/{number}/file", headers=headers, status=404)
    assert not orders.path(number, "csv").exists()


def test_what_is_over_is_swept_away(order: Callable[..., str]) -> None:
    number = order()
    found = orders.get(number)
    assert found is not None
    old = found.asked_at - KEPT - timedelta(minutes=1)
    orders.put(Order(**{**vars(found), "asked_at": old}))

    write()

    assert orders.get(number) is None


def test_an_order_is_read_as_it_was_written(order: Callable[..., str]) -> None:
    found = orders.get(order())

    assert found is not None
    assert unpacked(packed(found)) == found
    assert found.percent == 0


def test_an_order_queues_a_run_of_the_job(order: Callable[..., str]) -> None:
    order()

    runs = helpers.call_action("dongguan_job_run_list", job=JOBS[0].name)["results"]
    assert runs[0]["state"] in set(RunState)
