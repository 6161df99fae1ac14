"""Many who register at the same moment, one by one and in sets."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.common import config
from ckan.tests import helpers

from ckanext.dongguan.numbering.model import resource_codes
from ckanext.dongguan.numbering.resource_code import ResourceCode

from ..waiting import until

Make = Callable[..., dict[str, Any]]
PROVISIONAL = re.compile(r"307999/Z\d{7}")


def patched(dataset: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return dict(helpers.call_action("package_patch", id=dataset["id"], **fields))


def shown(dataset: dict[str, Any]) -> dict[str, Any]:
    return dict(helpers.call_action("package_show", id=dataset["id"]))


def in_own_session(work: Callable[..., Any], *arguments: Any, **fields: Any) -> Any:
    try:
        return work(*arguments, **fields)
    finally:
        model.Session.remove()


def is_waiting(connection: Any) -> bool:
    """Tell whether somebody waits here; the server has other worlds with tests of their own."""
    query = (
        "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
        " WHERE NOT granted AND locktype = 'transactionid' AND datname = current_database()"
    )
    return bool(connection.execute(sa.text(query)).scalar_one())


def in_parallel(work: Callable[[int], Any], times: int) -> list[Any]:
    """Do something in so many threads, each with a connection of its own, all at once."""
    together = Barrier(times)

    def one(number: int) -> Any:
        together.wait(300)
        return in_own_session(work, number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


@pytest.fixture
def many_connections(portal: None) -> Any:
    """Let every thread have its connection: the pool of the tests holds fifteen."""
    own = model.meta.engine
    model.Session.remove()
    wide = sa.create_engine(config["sqlalchemy.url"], pool_size=60, pool_timeout=300)
    model.init_model(wide)
    yield wide
    model.Session.remove()
    model.init_model(own)
    wide.dispose()


def test_who_comes_second_waits_is_refused_and_leaves_nothing_half_written(
    dataset: Make, official: Callable[[], str]
) -> None:
    code, made = ResourceCode(text=official()), dataset()

    with ThreadPoolExecutor(1) as pool, model.meta.engine.connect() as first:
        first.execute(
            resource_codes.insert().values(
                key=code.key, code=code.text, package_id=f"quicker-{code.key}", state="official"
            )
        )
        second = pool.submit(in_own_session, patched, made, resource_code=code.text, title="新")
        until(lambda: is_waiting(first))
        first.commit()

        with pytest.raises(tk.ValidationError) as refused:
            second.result(300)

    assert "resource_code" in refused.value.error_dict
    assert shown(made)["title"] == made["title"]
    assert shown(made)["resource_code"] == made["resource_code"]


def test_fifty_parallel_registrations_give_fifty_codes(
    department: dict[str, Any], many_connections: Any, new_name: Callable[[str], str]
) -> None:
    names = [new_name("bingxing") for _ in range(50)]

    def register_one(number: int) -> str:
        made = helpers.call_action(
            "package_create", name=names[number], title=names[number],
            owner_org=department["id"],
        )  # fmt: skip
        return str(made["resource_code"])

    codes = in_parallel(register_one, 50)

    assert len(set(codes)) == 50
    assert all(PROVISIONAL.fullmatch(code) for code in codes)


def test_of_ten_that_ask_for_one_code_at_once_one_gets_it(
    department: dict[str, Any], many_connections: Any, official: Callable[[], str],
    new_name: Callable[[str], str],
) -> None:  # fmt: skip
    code = official()
    names = [new_name("tongshi") for _ in range(10)]

    def ask(number: int) -> str:
        try:
            made = helpers.call_action(
                "package_create", name=names[number], title=names[number],
                owner_org=department["id"], resource_code=code,
            )  # fmt: skip
        except tk.ValidationError as error:
            return str(next(iter(error.error_dict)))
        return str(made["resource_code"])

    answers = in_parallel(ask, 10)

    assert sorted(answers) == sorted([code, *["resource_code"] * 9])


def records(department: dict[str, Any], new_name: Callable[[str], str], *codes: str) -> Any:
    return [
        {
            "source_system": "test-directory", "source_id": new_name("r"), "title": "成批",
            "owner_org": department["id"], "resource_code": code,
        }
        for code in codes
    ]  # fmt: skip


def test_a_set_of_records_gets_its_codes_and_a_code_asked_for_twice_is_refused_once(
    department: dict[str, Any], official: Callable[[], str], new_name: Callable[[str], str]
) -> None:
    code, other = official(), official()

    told = helpers.call_action(
        "dongguan_intake_write_many",
        records=records(department, new_name, code, "", code.replace("/", ""), other),
    )

    assert [one["outcome"] for one in told] == ["created", "created", "refused", "created"]
    assert "resource_code" in told[2]["errors"]
    assert shown(told[0])["resource_code"] == code
    assert PROVISIONAL.fullmatch(shown(told[1])["resource_code"])


def test_a_code_taken_in_between_is_felt_by_its_record_alone(
    department: dict[str, Any], official: Callable[[], str], new_name: Callable[[str], str]
) -> None:
    code, other = ResourceCode(text=official()), official()
    both = records(department, new_name, other, code.text)

    with ThreadPoolExecutor(1) as pool, model.meta.engine.connect() as first:
        first.execute(
            resource_codes.insert().values(
                key=code.key, code=code.text, package_id=f"quicker-{code.key}", state="official"
            )
        )
        told = pool.submit(
            in_own_session, helpers.call_action, "dongguan_intake_write_many", records=both
        )
        until(lambda: is_waiting(first))
        first.commit()

        assert [one["outcome"] for one in told.result(300)] == ["created", "refused"]
