"""Whatever changes what a document shows leaves a note in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan import logic, model
from ckan.lib import search
from ckan.tests import factories, helpers

from ckanext.dongguan.intake import document, drain, outbox

Make = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.usefixtures("nothing_waits")


def found(**query: str) -> list[str]:
    return [d["id"] for d in helpers.call_action("package_search", **query)["results"]]


@pytest.fixture
def admin(portal: None) -> dict[str, Any]:
    return {"user": factories.Sysadmin()["name"]}


def test_a_renamed_department_s_datasets_are_found_by_its_new_name(
    dataset: Make, department: dict[str, Any], admin: dict[str, Any]
) -> None:
    made, name = dataset(), f"gaiming-{department['name']}"

    helpers.call_action(
        "organization_patch", admin, id=department["id"], title="东莞市数字乡村局", name=name
    )

    assert found(q='"数字乡村局"') == [made["id"]]
    assert found(fq=f"organization:{name}") == [made["id"]]
    assert outbox.waiting() == 0


def test_the_datasets_of_a_large_department_are_left_to_the_job(
    dataset: Make,
    department: dict[str, Any],
    admin: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = {dataset()["id"], dataset()["id"]}
    monkeypatch.setattr(outbox, "MOST_AT_ONCE", 1)

    helpers.call_action("organization_patch", admin, id=department["id"], title="东莞市候鸟局")

    assert found(q='"候鸟局"') == []
    assert drain.drain() == 2
    assert set(found(q='"候鸟局"')) == both


def test_a_dataset_is_listed_at_once_in_the_group_it_was_put_into(
    dataset: Make, admin: dict[str, Any]
) -> None:
    made, group = dataset(), factories.Group(theme="04")
    asked = {"id": group["id"], "object": made["id"], "object_type": "package"}

    helpers.call_action("member_create", admin, **asked, capacity="public")
    assert found(fq=f"groups:{group['name']}") == [made["id"]]

    helpers.call_action("member_delete", admin, **asked)
    assert found(fq=f"groups:{group['name']}") == []


def test_a_keyword_that_was_deleted_finds_nothing_any_more(
    dataset: Make, admin: dict[str, Any]
) -> None:
    made = dataset(tags=[{"name": "将被删除的关键字"}])
    assert found(fq='tags:"将被删除的关键字"') == [made["id"]]

    helpers.call_action("tag_delete", admin, id="将被删除的关键字")

    assert found(fq='tags:"将被删除的关键字"') == []


def test_a_change_outside_every_action_is_noted(dataset: Make) -> None:
    made = dataset(title="旧标题")
    model.Package.get(made["id"]).title = "绕过接口的标题"

    model.repo.commit()

    assert outbox.waiting() == 1
    assert drain.drain() == 1
    assert found(q='"绕过接口的标题"') == [made["id"]]


def test_an_answer_leaves_only_when_what_its_request_changed_is_found(
    app: Any, dataset: Make
) -> None:
    made = dataset(title="旧标题")
    model.Package.get(made["id"]).title = "请求里绕过接口的标题"
    model.repo.commit()

    app.get("/about")

    assert outbox.waiting() == 0
    assert found(q='"请求里绕过接口的标题"') == [made["id"]]


def test_a_change_of_a_file_alone_is_noted(dataset: Make) -> None:
    made = dataset(resources=[{"name": "旧名", "url": "http://x.invalid"}])
    model.Resource.get(made["resources"][0]["id"]).name = "另起的文件名"

    model.repo.commit()
    drain.drain()

    assert found(q='"另起的文件名"') == [made["id"]]


def test_a_file_that_is_taken_out_leaves_the_index(dataset: Make) -> None:
    made = dataset(resources=[{"name": "将被取下的文件", "url": "http://x.invalid"}])
    assert found(q='"将被取下的文件"') == [made["id"]]

    helpers.call_action(
        "dongguan_intake_write_many", records=[{"id": made["id"], "resources": []}]
    )

    assert found(q='"将被取下的文件"') == []


def test_one_transaction_notes_a_dataset_once(dataset: Make) -> None:
    made = dataset(resources=[{"name": str(n), "url": "http://x.invalid"} for n in range(3)])
    package = model.Package.get(made["id"])
    for one in package.resources:
        one.name += "改"
    package.title = "改"

    model.repo.commit()

    with model.meta.engine.connect() as connection:
        assert len(connection.execute(outbox.outbox.select()).all()) == 1
    drain.drain()


def test_notes_of_a_transaction_that_came_to_nothing_are_gone(dataset: Make) -> None:
    made = dataset(title="旧标题")
    model.Package.get(made["id"]).title = "新标题"
    model.Session.flush()
    outbox.note(made["id"])
    model.Session.rollback()

    model.Session.commit()

    assert outbox.waiting() == 0


def test_a_note_outlives_a_savepoint_that_was_taken_back(dataset: Make) -> None:
    made = dataset()
    savepoint = model.Session.begin_nested()
    outbox.note(made["id"])
    savepoint.rollback()

    model.Session.commit()

    assert outbox.waiting() == 1
    drain.drain()


def test_the_end_of_a_savepoint_is_not_taken_for_the_commit(dataset: Make) -> None:
    made = dataset(title="旧标题")
    savepoint = model.Session.begin_nested()
    model.Package.get(made["id"]).title = "还没有提交的标题"
    savepoint.commit()

    logic.index_update_package({}, made["id"])
    model.Session.rollback()
    search.commit()

    assert found(q='"还没有提交的标题"') == []


def test_a_session_of_its_own_gives_the_caller_s_back(portal: None) -> None:
    callers = model.Session()

    with document.own_session():
        assert model.Session() is not callers

    assert model.Session() is callers
