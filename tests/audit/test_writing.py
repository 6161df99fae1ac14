"""Rows of the log and the transactions they stand in."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories

from ckanext.dongguan.audit.model import entries
from ckanext.dongguan.audit.writing import NotRecordedError

from .conftest import rows, write

DENIED = {"event": "data_read", "operation": "datastore_search", "outcome": "deny"}
CHANGED = {"event": "class_change", "operation": "package_update", "outcome": "allow"}


def test_a_decision_stays_when_the_request_is_rolled_back(portal: None, unknown: str) -> None:
    write(**DENIED, dataset=unknown, rule="v1", reason="理由", detail={"rows": 3})

    model.Session.rollback()

    (row,) = rows(unknown)
    assert (row.event, row.operation, row.outcome) == tuple(DENIED.values())
    assert (row.rule, row.reason, row.detail) == ("v1", "理由", {"rows": 3})
    assert row.at.tzinfo is not None


def test_a_change_stays_or_goes_with_its_transaction(portal: None, unknown: str) -> None:
    write(**CHANGED, dataset=unknown)
    model.Session.rollback()
    assert rows(unknown) == []

    write(**CHANGED, dataset=unknown)
    assert rows(unknown) == []
    model.Session.commit()
    assert len(rows(unknown)) == 1


def test_the_row_names_the_account_by_its_id_alone(portal: None, unknown: str) -> None:
    user = factories.User()

    write(user["name"], **DENIED, dataset=unknown)

    (row,) = rows(unknown)
    assert row.account == user["id"]
    text = repr(tuple(row))
    assert not any(user[field] in text for field in ("name", "fullname", "email"))


def test_an_anonymous_visitor_is_nobody(portal: None, unknown: str) -> None:
    write(**DENIED, dataset=unknown)

    assert rows(unknown)[0].account is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("event", "gossip"), ("outcome", "perhaps"), ("operation", ""), ("detail", {"ip": "1"})],
)
def test_a_bad_row_is_an_error_at_its_place(
    portal: None, unknown: str, field: str, value: Any
) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        write(**{**DENIED, "dataset": unknown, field: value})

    assert next(iter(refused.value.error_dict)).startswith(field)
    assert rows(unknown) == []


def test_nobody_writes_from_outside(app: Any, unknown: str) -> None:
    callers = [None, factories.UserWithToken(), factories.SysadminWithToken()]

    answers = [
        app.post(
            "/api/3/action/dongguan_audit_write",
            json={**DENIED, "dataset": unknown, "ignore_auth": True, "context": {"x": 1}},
            headers={"Authorization": caller["token"]} if caller else {},
        )
        for caller in callers
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert "没有这个操作" in answers[0].json
    assert rows(unknown) == []


@pytest.mark.parametrize("given", [DENIED, CHANGED])
def test_what_cannot_be_recorded_is_refused(
    portal: None, unknown: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column that the table lacks stands for every reason PostgreSQL may have."""
    broken = sa.Table("entries_gone", sa.MetaData(schema="dongguan_audit"),
                      *(sa.Column(c.name, c.type) for c in entries.columns))  # fmt: skip
    monkeypatch.setattr("ckanext.dongguan.audit.writing.entries", broken)

    with pytest.raises(NotRecordedError, match="audit log"):
        write(**given, dataset=unknown)
    model.Session.rollback()
