"""The auditor reads: by page and by API, with filters, and is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories

from .conftest import read, write

DENIED = {"event": "data_read", "operation": "datastore_search", "outcome": "deny"}
Make = Callable[..., dict[str, Any]]


def test_rows_come_newest_first_with_their_words(auditor: dict[str, Any], unknown: str) -> None:
    write(auditor["name"], **DENIED, dataset=unknown, reason="理由")
    write(**{**DENIED, "event": "entry_read", "outcome": "allow"}, dataset=unknown)

    newest, oldest = read(auditor, dataset=unknown)["results"]

    assert (newest["event_label"], newest["outcome_label"]) == ("查看受限条目", "Allowed")
    assert (oldest["account"], oldest["account_name"]) == (auditor["id"], auditor["name"])
    assert oldest["reason"] == "理由"
    assert oldest["at"].endswith("+08:00")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 3),
        ({"outcome": "deny"}, 2),
        ({"event": "freeze"}, 1),
        ({"event": "freeze", "outcome": "deny"}, 0),
        ({"resource": "r1"}, 1),
        ({"since": "2020-01-01"}, 3),
        ({"since": "2999-01-01"}, 0),
        ({"until": "2020-01-01"}, 0),
    ],
)
def test_filters_choose(
    auditor: dict[str, Any], unknown: str, asked: dict[str, str], count: int
) -> None:
    write(**DENIED, dataset=unknown, resource="r1")
    write(**DENIED, dataset=unknown)
    write(event="freeze", operation="freeze", outcome="allow", dataset=unknown)
    model.Session.commit()

    assert len(read(auditor, dataset=unknown, **asked)["results"]) == count


def test_the_account_is_found_by_name_or_id(auditor: dict[str, Any], unknown: str) -> None:
    user = factories.User()
    write(user["name"], **DENIED, dataset=unknown)
    write(**DENIED, dataset=unknown)

    for account in (user["name"], user["id"]):
        (row,) = read(auditor, dataset=unknown, account=account)["results"]
        assert row["account"] == user["id"]


def test_pages_turn_without_losing_a_row_while_the_log_grows(
    auditor: dict[str, Any], unknown: str
) -> None:
    for number in range(5):
        write(**DENIED, dataset=unknown, rule=str(number))

    first = read(auditor, dataset=unknown, limit=2)
    write(**DENIED, dataset=unknown, rule="new")
    second = read(auditor, dataset=unknown, limit=2, before=first["older"])
    third = read(auditor, dataset=unknown, limit=2, before=second["older"])
    back = read(auditor, dataset=unknown, limit=2, after=second["newer"])

    pages = [[row["rule"] for row in page["results"]] for page in (first, second, third, back)]
    assert pages == [["4", "3"], ["2", "1"], ["0"], ["4", "3"]]
    assert (first["newer"], third["older"]) == (None, None)
    assert back["newer"] is not None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"event": "gossip"}, "event"),
        ({"outcome": "perhaps"}, "outcome"),
        ({"since": "去年"}, "since"),
        ({"account": "no-such-person"}, "account"),
        ({"before": "-1"}, "before"),
        ({"limit": "many"}, "limit"),
    ],
)
def test_a_bad_filter_is_told_at_its_field(
    auditor: dict[str, Any], asked: dict[str, str], field: str
) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        read(auditor, **asked)

    assert list(refused.value.error_dict) == [field]


def test_a_number_beyond_every_row_is_no_error(auditor: dict[str, Any], unknown: str) -> None:
    assert read(auditor, dataset=unknown, before=10**30)["results"] == []
