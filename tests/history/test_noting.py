"""What is changed in a dataset is on record, whichever door it came through."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.history.helpers import dongguan_history_field
from ckanext.dongguan.history.model import lines as table

from ..counting import counted

Make = Callable[..., dict[str, Any]]


def lines(dataset_id: str, **wanted: Any) -> list[dict[str, Any]]:
    found = helpers.call_action("dongguan_history_list", id=dataset_id, **wanted)
    return list(found["results"])


def changed(line: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {one["field"]: (one["before"], one["after"]) for one in line["changes"]}


def test_a_new_dataset_is_one_line(dataset: Make) -> None:
    (line,) = lines(dataset()["id"])

    assert (line["event"], line["changes"]) == ("created", [])


def test_a_change_names_its_fields_with_values_before_and_after(dataset: Make) -> None:
    made = dataset(notes="旧", theme="04", items=[{"name": "站名"}])

    helpers.call_action(
        "package_patch", id=made["id"], notes="新", theme="", items=[{"name": "线路"}]
    )

    newest = changed(lines(made["id"])[0])
    assert newest["notes"] == ("旧", "新")
    assert newest["theme"] == ("04", None)
    assert newest["items"] == ([{"name": "站名"}], [{"name": "线路"}])


def test_saving_without_a_change_adds_nothing(dataset: Make) -> None:
    made = dataset()

    helpers.call_action("package_patch", id=made["id"], notes=made["notes"])

    assert len(lines(made["id"])) == 1


def test_files_and_keywords_are_told_too(dataset: Make) -> None:
    made = dataset(tags=[{"name": "公交"}])
    file = helpers.call_action(
        "resource_create", package_id=made["id"], name="站点", url="https://example.cn/a.csv"
    )
    helpers.call_action("resource_patch", id=file["id"], url="https://example.cn/b.csv")
    helpers.call_action("package_patch", id=made["id"], tags=[{"name": "站点"}])
    helpers.call_action("resource_delete", id=file["id"])

    gone, tags, moved, added, _created = (changed(line) for line in lines(made["id"]))

    assert added["resources"] == (None, "站点")
    assert moved["url"] == ("https://example.cn/a.csv", "https://example.cn/b.csv")
    assert set(tags) == {"tags"}
    assert gone["resources"] == ("站点", None)


def test_deleting_and_restoring_are_events(dataset: Make) -> None:
    made = dataset()
    helpers.call_action("package_delete", id=made["id"])
    helpers.call_action("package_patch", id=made["id"], state="active")

    events = [line["event"] for line in lines(made["id"])]

    assert events == ["restored", "deleted", "created"]


def test_what_came_to_nothing_leaves_no_line(dataset: Make) -> None:
    made = dataset(notes="旧")
    package = model.Session.get(model.Package, made["id"])
    package.notes = "新"
    model.Session.flush()
    model.Session.rollback()
    model.repo.commit()

    assert len(lines(made["id"])) == 1


def test_a_set_of_records_is_written_with_one_statement(
    department: dict[str, Any], new_name: Callable[[str], str]
) -> None:
    records = [
        {"source_system": "history", "source_id": new_name("jilu"), "title": f"空气质量{n}",
         "owner_org": department["id"]}
        for n in range(20)
    ]  # fmt: skip

    with counted() as cost:
        told = helpers.call_action("dongguan_intake_write_many", records=records)

    assert sum("dataset_history" in statement for statement in cost["ckan"]) == 1
    assert [len(lines(one["id"])) for one in told] == [1] * 20


@pytest.mark.parametrize("statement", ["UPDATE", "DELETE"])
def test_nobody_changes_what_is_on_record(dataset: Make, statement: str) -> None:
    dataset()
    texts = {
        "UPDATE": "UPDATE dongguan.dataset_history SET account = 'x'",
        "DELETE": "DELETE FROM dongguan.dataset_history",
    }

    with (
        pytest.raises(sa.exc.DBAPIError, match="only added"),
        model.meta.engine.begin() as connection,
    ):
        connection.execute(sa.text(texts[statement]))


@pytest.fixture
def clerk(department: dict[str, Any]) -> dict[str, Any]:
    person = factories.UserWithToken()
    member = {"id": department["id"], "username": person["name"], "role": "editor"}
    helpers.call_action("organization_member_create", **member)
    return dict(person)


def test_members_read_who_and_what_on_the_page_and_the_public_neither(
    dataset: Make, app: Any, clerk: dict[str, Any]
) -> None:
    made = dataset(notes="旧的摘要", theme="04")
    headers = {"Authorization": clerk["token"]}
    wish = {"id": made["id"], "notes": "新的摘要", "theme": "03", "security_impact": "低"}
    app.post("/api/3/action/package_patch", json=wish, headers=headers)
    path = f"/dataset/{made['name']}/history"

    member = app.get(path, headers=headers).text
    public = app.get(path).text
    api = app.get(f"/api/3/action/dongguan_history_list?id={made['id']}").json["result"]

    for word in ("摘要", "旧的摘要", "新的摘要", "道路交通", "教育科技", clerk["display_name"]):
        assert word in member
    assert re.search(r"<time [^>]*>\d{4}-\d\d-\d\d \d\d:\d\d</time>", member)
    for word in ("旧的摘要", clerk["display_name"], "数据安全影响"):
        assert word not in public
    assert {one["field"] for one in api["results"][0]["changes"]} == {"notes", "theme"}
    assert {one["after"] for one in api["results"][0]["changes"]} == {None}
    assert {line["account"] for line in api["results"]} == {""}


def test_the_history_of_a_closed_dataset_is_hidden(dataset: Make, app: Any) -> None:
    made = dataset(open_class="withheld")

    app.get(f"/dataset/{made['name']}/history", status=404)
    app.get(f"/api/3/action/dongguan_history_list?id={made['id']}", status=404)


def test_long_histories_come_in_pages(dataset: Make, app: Any, clerk: dict[str, Any]) -> None:
    made = dataset()
    for number in range(21):
        helpers.call_action("package_patch", id=made["id"], notes=f"第{number}稿")

    first = lines(made["id"], limit=5)
    second = lines(made["id"], limit=5, offset=5)
    path = f"/dataset/{made['name']}/history?page=2"
    page = app.get(path, headers={"Authorization": clerk["token"]}).text

    assert changed(first[0])["notes"] == ("第19稿", "第20稿")
    assert changed(second[0])["notes"] == ("第14稿", "第15稿")
    assert "第0稿" in page
    assert "2 / 2" in page


def test_a_page_asks_once_for_the_people_of_all_its_lines(dataset: Make) -> None:
    made = dataset()

    def add(number: int) -> None:
        people = [factories.User()["id"] for _ in range(number)]
        rows = [
            {"dataset": made["id"], "account": one, "event": "changed", "changes": []}
            for one in people
        ]
        with model.meta.engine.begin() as connection:
            connection.execute(table.insert(), rows)

    def cost() -> int:
        with counted() as asked:
            lines(made["id"])
        return len(asked["ckan"])

    add(2)
    few = cost()
    add(6)

    assert cost() == few


def test_a_change_of_files_and_keywords_is_named_in_words(app: Any) -> None:
    def named(field: str, part: str = "") -> str:
        with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "zh_Hans_CN"}):
            change = {"field": field, "part": part}
            return str(dongguan_history_field(change, "dataset"))

    assert named("resources", "站点") == "数据文件"
    assert named("tags") == "关键词"
    assert named("format", "站点").endswith(" (站点)")
    assert named("title") not in {"", "title", "数据文件"}
