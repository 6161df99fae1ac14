"""Requests that come while a dataset is being closed: refused or answered, never broken."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from ckan import model
from ckan.lib import mailer
from ckan.tests import factories, helpers

from .conftest import carry_out

Make = Callable[..., dict[str, Any]]
ADDRESSES = (
    "/dataset/{name}",
    "/dataset/{id}/resource/{resource}/download",
    "/datastore/dump/{resource}",
    "/api/3/action/datastore_search?resource_id={alias}",
    "/api/3/action/resource_view_show?id={view}",
    "/dataset/{name}.ttl",
)


def asked(app: Any, made: dict[str, Any], address: str) -> int:
    client = app.flask_app.test_client(use_cookies=False)
    response = client.get(address.format(**made))
    response.get_data()
    response.close()
    return int(response.status_code)


@contextmanager
def somebody_asking(app: Any, made: dict[str, Any]) -> Iterator[dict[str, set[int]]]:
    """Let somebody ask at every address again and again; collect what they are answered."""
    seen: dict[str, set[int]] = defaultdict(set)
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            for address in ADDRESSES:
                seen[address].add(asked(app, made, address))

    visitor = threading.Thread(target=ask)
    visitor.start()
    try:
        yield seen
    finally:
        is_over.set()
        visitor.join()


@pytest.mark.parametrize("wish", [
    ("dongguan_life_cycle_update", {"state": "frozen", "inner_reason": "发现个人信息"}),
    ("dongguan_reclassify", {
        "open_class": "withheld", "basis": "测试", "withheld_basis": "测试依据",
    }),
], ids=["freeze", "reclassify"])  # fmt: skip
def test_who_asks_meanwhile_is_answered_or_refused_and_nothing_breaks(
    app: Any, full: Make, wish: tuple[str, dict[str, str]]
) -> None:
    made = full()
    action, fields = wish

    with somebody_asking(app, made) as seen:
        helpers.call_action(action, id=made["id"], **fields)
        at_once = {address: asked(app, made, address) for address in ADDRESSES}
        carry_out(made)

    assert set(at_once.values()) == {404}
    assert {address: odd for address, all_ in seen.items() if (odd := all_ - {200, 404})} == {}


def test_after_each_step_nothing_answers(app: Any, full: Make, freeze: Make) -> None:
    """Whatever is not carried out yet, the decision stands already."""
    made = full()
    freeze(made)
    seen: dict[str, set[int]] = {}

    def told(step: str, _seconds: float, _error: str) -> None:
        seen[step] = {asked(app, made, address) for address in ADDRESSES}

    helpers.call_action("dongguan_reclassification_run", {"dongguan_tell": told}, id=made["id"])

    assert set(seen) >= {"index", "tables", "views", "files", "check"}
    assert set().union(*seen.values()) == {404}


def test_an_address_of_before_leads_nowhere_afterwards(
    app: Any, full: Make, freeze: Make
) -> None:
    made = full()
    before = {address: asked(app, made, address) for address in ADDRESSES}
    freeze(made)
    carry_out(made)

    after = {address: asked(app, made, address) for address in ADDRESSES}

    assert 200 in before.values()
    assert set(after.values()) == {404}


def test_a_link_for_a_new_password_works_once(app: Any) -> None:
    person = model.User.get(factories.User()["id"])
    mailer.create_reset_key(person)
    address = f"/user/reset/{person.id}?key={person.reset_key}"
    wanted = {"password1": "Dongguan-2026-x", "password2": "Dongguan-2026-x"}
    client = app.flask_app.test_client()

    statuses = [client.post(address, data=wanted).status_code for _ in range(2)]

    assert statuses[0] in {200, 302}
    assert statuses[1] == 403
