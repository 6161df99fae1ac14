"""Several writers at the same moment."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import helpers

WRITERS = 4
Together = Callable[[str, list[dict[str, Any]]], Counter[str]]


@pytest.fixture
def together(portal: None) -> Together:
    """Call an action in several threads at once and count what came of it."""
    user = helpers.call_action("get_site_user", {"ignore_auth": True})["name"]

    def call(action: str, asked: list[dict[str, Any]]) -> Counter[str]:
        barrier, ends = threading.Barrier(len(asked)), Counter[str]()

        def one(data: dict[str, Any]) -> None:
            barrier.wait()
            try:
                result = tk.get_action(action)({"ignore_auth": True, "user": user}, data)
                ends[result.get("outcome", "done")] += 1
            except Exception as error:
                ends[type(error).__name__] += 1
            finally:
                model.Session.rollback()
                model.Session.remove()

        threads = [threading.Thread(target=one, args=[data]) for data in asked]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        return ends

    return call


@pytest.fixture
def record(department: dict[str, Any], new_name: Callable[[str], str]) -> dict[str, Any]:
    return {
        "source_system": "test",
        "source_id": new_name("tongshi"),
        "title": new_name("东莞市同时登记的数据"),
        "owner_org": department["id"],
        "open_class": "withheld",
        "share_class": "unconditional",
        "withheld_basis": "测试",
        "share_method": "file",
    }


def test_one_record_becomes_one_dataset(together: Together, record: dict[str, Any]) -> None:
    ends = together("dongguan_intake_write", [dict(record) for _ in range(WRITERS)])

    assert ends == {"created": 1, "unchanged": WRITERS - 1}


def test_records_of_one_title_get_addresses_of_their_own(
    together: Together, record: dict[str, Any]
) -> None:
    records = [{**record, "source_id": f"{record['source_id']}-{n}"} for n in range(WRITERS)]

    ends = together("dongguan_intake_write", records)

    assert ends == {"created": WRITERS}


def test_an_address_that_two_people_type_goes_to_one_and_the_other_is_told(
    together: Together, record: dict[str, Any], new_name: Callable[[str], str]
) -> None:
    typed = {"name": new_name("tongyi-wangzhi"), "source_system": "", "source_id": ""}

    ends = together("package_create", [{**record, **typed} for _ in range(WRITERS)])

    assert ends == {"done": 1, "ValidationError": WRITERS - 1}
