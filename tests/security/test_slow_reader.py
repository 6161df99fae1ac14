"""Whoever fetches a long answer slowly keeps no connection to the database from others."""

from __future__ import annotations

import inspect
import runpy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers
from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine
from sqlalchemy.pool import QueuePool

from ckanext.dongguan.files.local import from_bytes

from ..conftest import ROOT

Make = Callable[..., dict[str, Any]]
# More than is sent at once.
CONTENT = b"a,b\n" + b"1,2\n" * 300_000


@contextmanager
def held() -> Iterator[Callable[[], int]]:
    """Count the connections that are taken from the pools and not given back."""
    taken: set[int] = set()

    def take(_connection: Any, record: Any, _proxy: Any) -> None:
        taken.add(id(record))

    def give(_connection: Any, record: Any) -> None:
        taken.discard(id(record))

    model.Session.remove()
    pools = {
        engine.pool for engine in (model.meta.engine, get_read_engine(), get_write_engine())
    }
    for pool in pools:
        sa.event.listen(pool, "checkout", take)
        sa.event.listen(pool, "checkin", give)
    try:
        yield lambda: len(taken)
    finally:
        for pool in pools:
            sa.event.remove(pool, "checkout", take)
            sa.event.remove(pool, "checkin", give)


@pytest.fixture
def long(dataset: Make) -> dict[str, Any]:
    """Make a dataset with a long file and a long table."""
    made = dataset()
    resource = helpers.call_action(
        "resource_create", package_id=made["id"], name="长文件",
        upload=from_bytes(CONTENT, "chang.csv"),
    )  # fmt: skip
    helpers.call_action(
        "datastore_create", resource_id=resource["id"], force=True,
        fields=[{"id": "a", "type": "text"}], records=[{"a": "字" * 200}] * 500,
    )  # fmt: skip
    return {**made, "resource": resource["id"]}


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/dataset/{id}/resource/{resource}/download", ""),
        ("/datastore/dump/{resource}", ""),
        ("/dongguan/audit/export", "auditor"),
        ("/dongguan/openness/export?case=all", "data_administrator"),
    ],
)
def test_between_two_pieces_no_connection_is_held(
    app: Any, long: dict[str, Any], holder: Make, path: str, role: str
) -> None:
    headers = {"Authorization": holder(role)["token"]} if role else {}
    client = app.flask_app.test_client(use_cookies=False)

    with held() as count:
        response = client.get(path.format(**long), headers=headers)
        pieces = response.iter_encoded()
        first = next(pieces)
        while_it_flows = count()
        rest = b"".join(pieces)
        response.close()

        assert response.status_code == 200
        assert first
        assert (while_it_flows, count()) == (0, 0), rest[:200]


def test_each_thread_of_the_server_finds_the_two_connections_a_request_may_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One for what it reads, one for what it puts on record in a transaction of its own."""
    monkeypatch.setenv("DONGGUAN_BIND", "127.0.0.1:0")
    settings = runpy.run_path(str(ROOT / "deploy" / "launcher" / "gunicorn_settings.py"))

    given = inspect.signature(QueuePool).parameters

    most = given["pool_size"].default + given["max_overflow"].default
    assert settings["threads"] * 2 <= most
