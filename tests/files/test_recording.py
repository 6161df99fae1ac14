"""Decisions about data that are not open to all stand in the audit log, over HTTP."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.audit.model import entries
from ckanext.dongguan.files.recording import Decision, record, record_when_answered

CONTENT = "站点名称,镇街\n厚街汽车站,厚街镇\n".encode("gb18030")

Make = Callable[..., dict[str, Any]]
Fetch = Callable[..., Any]


def rows(resource: dict[str, Any]) -> list[tuple[str, ...]]:
    """Read what is on record of a resource, by a connection of its own."""
    c = entries.c
    query = sa.select(c.event, c.operation, c.outcome, c.dataset).order_by(c.id)
    with model.meta.engine.connect() as connection:
        found = connection.execute(query.where(c.resource == resource["id"])).all()
    assert {row.dataset for row in found} <= {resource["package_id"]}
    return [(row.event, row.operation, row.outcome) for row in found]


@pytest.fixture
def fetch(app: Any) -> Fetch:
    """Fetch a file as somebody, by any address."""

    def get(resource: dict[str, Any], headers: Any = None, **more: str) -> Any:
        address = f"/dataset/{resource['package_id']}/resource/{resource['id']}/download"
        named = {k.replace("_", "-"): v for k, v in more.items()}
        return app.test_client().get(address, headers={**(headers or {}), **named})

    return get


def test_what_is_open_is_nobody_s_business(
    with_file: Make, fetch: Fetch, editor: dict[str, str]
) -> None:
    resource = with_file()

    fetch(resource)
    fetch(resource, editor)

    assert rows(resource) == []


def test_a_conditional_file_is_recorded_when_it_goes_and_when_it_does_not(
    with_file: Make, fetch: Fetch, editor: dict[str, str]
) -> None:
    resource = with_file(open_class="conditional", open_condition="申请")

    codes = [fetch(resource).status_code, fetch(resource, editor).status_code]

    assert codes == [403, 200]
    assert rows(resource) == [
        ("data_read", "file_download", "deny"),
        ("data_read", "file_download", "allow"),
    ]


def test_a_refusal_that_shows_nothing_is_recorded_behind_the_answer(
    with_file: Make, fetch: Fetch
) -> None:
    hidden = with_file(open_class="withheld", withheld_basis="依法")

    answer = fetch(hidden)
    before = rows(hidden)
    answer.close()

    assert answer.status_code == 404
    assert before == []
    assert rows(hidden) == [("data_read", "file_download", "deny")]


def test_an_id_of_nothing_is_put_on_record_without_what_was_sent(
    with_file: Make, fetch: Fetch
) -> None:
    resource = with_file(open_class="withheld", withheld_basis="依法")
    absent = {**resource, "id": str(uuid.uuid4())}
    c = entries.c
    last = model.Session.scalar(sa.select(sa.func.max(c.id))) or 0

    fetch(absent).close()

    assert rows(absent) == []
    query = sa.select(c.operation, c.outcome, c.dataset).where(
        c.id > last, c.resource.is_(None)
    )
    with model.meta.engine.connect() as connection:
        found = connection.execute(query.where(c.event == "data_read")).all()
    assert [tuple(row) for row in found] == [("file_download", "deny", None)]


def test_one_request_is_one_record(with_file: Make, app: Any, editor: dict[str, str]) -> None:
    resource = with_file(open_class="conditional", open_condition="申请")

    with app.flask_app.test_request_context():
        from ckanext.dongguan.files.giving import ask

        context = {"user": model.User.get(name(editor)).name}
        for _ in range(3):
            ask(context, resource["id"], "datastore_dump")

    assert rows(resource) == [("data_read", "datastore_dump", "allow")]


def name(headers: dict[str, str]) -> str:
    from ckan.lib import api_token

    user = api_token.get_user_from_token(headers["Authorization"])
    return str(user.name)


@pytest.fixture
def mute(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the audit log be a table that PostgreSQL does not have, from the call on."""
    gone = sa.Table(
        "entries_gone",
        sa.MetaData(schema="dongguan_audit"),
        *(sa.Column(c.name, c.type) for c in entries.columns),
    )
    return lambda: monkeypatch.setattr("ckanext.dongguan.audit.writing.entries", gone)


def test_what_cannot_be_recorded_is_not_given_out(
    with_file: Make, fetch: Fetch, editor: dict[str, str], mute: Callable[[], None]
) -> None:
    resource = with_file(open_class="conditional", open_condition="申请")
    mute()

    for more in ({}, {"Range": "bytes=0-1"}, {"If_None_Match": f'"{resource["hash"]}"'}):
        answer = fetch(resource, editor, **more)

        assert answer.status_code == 503
        assert "留下记录" in answer.text
        assert CONTENT not in answer.data
        assert not {"ETag", "Content-Disposition"} & set(answer.headers.keys())
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_open_files_do_not_wait_for_the_record(
    with_file: Make, fetch: Fetch, mute: Callable[[], None]
) -> None:
    resource = with_file()
    mute()

    assert fetch(resource).data == CONTENT


def test_a_hidden_file_stays_one_that_never_was_without_a_record(
    with_file: Make, fetch: Fetch, mute: Callable[[], None]
) -> None:
    resource = with_file(open_class="withheld", withheld_basis="依法")
    mute()

    answer = fetch(resource)
    answer.close()

    assert answer.status_code == 404


def test_a_decision_outside_of_a_request_is_recorded_each_time(with_file: Make) -> None:
    """A command and a download that is under way have no request to remember by."""
    resource = with_file(open_class="conditional", open_condition="申请")
    decision = Decision(
        event="data_read", operation="file_download", outcome="deny",
        dataset=resource["package_id"], resource=resource["id"],
    )  # fmt: skip

    record({"user": ""}, decision)
    record_when_answered({"user": ""}, decision)

    assert rows(resource) == [("data_read", "file_download", "deny")] * 2
