"""What may stand in a row of the audit log."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.audit.entry import Entry, EntryError, events

GOOD: dict[str, Any] = {
    "event": "data_read", "operation": "datastore_search", "outcome": "allow",
    "account": "3f1c", "dataset": "d", "resource": "r", "rule": "v1:conditional:grantee",
    "detail": {"rows": 20, "is_whole": False, "note": None, "fields": ["a", "b"]},
    "reason": "紧急排查数据质量问题",
}  # fmt: skip


def test_a_whole_row_and_the_least_row_are_good() -> None:
    assert Entry(**GOOD).columns() == GOOD
    Entry(event="freeze", operation="freeze", outcome="allow")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event", "gossip"),
        ("outcome", "perhaps"),
        ("operation", ""),
        ("operation", "x" * 121),
        ("dataset", "a\nb"),
        ("account", ""),
        ("reason", "x" * 1001),
        ("reason", "a\0b"),
        ("detail", {"a": {"b": 1}}),
        ("detail", {"a": "x" * 4000}),
    ],
)
def test_a_bad_value_is_refused_at_its_place(field: str, value: Any) -> None:
    with pytest.raises(EntryError) as refused:
        Entry(**{**GOOD, field: value})

    assert refused.value.field.startswith(field)


@pytest.mark.parametrize(
    "key",
    ["ip", "client_ip", "remote_address", "user_agent", "name", "fullname", "email",
     "session", "mobile", "api_token"],
)  # fmt: skip
def test_nothing_about_a_person_comes_in_by_the_detail(key: str) -> None:
    with pytest.raises(EntryError):
        Entry(**{**GOOD, "detail": {key: "x"}})


def test_words_that_only_look_personal_are_taken() -> None:
    Entry(**{**GOOD, "detail": {"clip": 1, "columns_named": 2, "filename_count": 3}})


@pytest.mark.parametrize("event", events().values(), ids=str)
def test_an_event_has_its_words_and_a_kind(event: Any) -> None:
    assert event.zh
    assert event.en
    assert event.kind in {"change", "decision"}
