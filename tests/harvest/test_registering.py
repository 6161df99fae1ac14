"""A source's record: every value that cannot be is told at its field, and nothing is kept."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import helpers

WEB = {"title": "目录", "adapter": "ckan", "address": "https://data.example.gov.cn"}
LONG = "长" * 10_000


def errors_of(name: str, **given: Any) -> dict[str, Any]:
    """Save a source that cannot be; give what is said about it."""
    with pytest.raises(tk.ValidationError) as told:
        helpers.call_action("dongguan_harvest_source_save", name=name, **{**WEB, **given})
    return dict(told.value.error_dict)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": LONG}),
        ("title", {"title": "空\0字节"}),
        ("name", {"name": "a" * 10_000}),
        ("adapter", {"adapter": "gopher"}),
        ("address", {"address": "file:///etc/passwd"}),
        ("address", {"address": "http://[坏"}),
        ("address", {"address": "http://host:99999999/"}),
        ("address", {"adapter": "exchange-database", "address": "oracle://a/b"}),
        ("schedule", {"schedule": LONG}),
        ("schedule", {"schedule": "61 * * * *"}),
        ("calls_per_second", {"limits": {"calls_per_second": "-1"}}),
        ("calls_per_second", {"limits": {"calls_per_second": "nan"}}),
        ("portion", {"limits": {"portion": 0}}),
        ("pages", {"limits": {"pages": 10**400}}),
        ("hosts", {"limits": {"hosts": "http://x/y"}}),
        ("private", {"limits": {"private": "或许"}}),
        ("limits", {"limits": "无"}),
        ("grace_days", {"rules": {"grace_days": "1e400"}}),
        ("grace_days", {"rules": {"grace_days": 99999999}}),
        ("grace_days", {"rules": {"grace_days": "1.5"}}),
        ("shrink_percent", {"rules": {"shrink_percent": 101}}),
        ("windows", {"rules": {"windows": "25:00-26:00"}}),
        ("kept_fields", {"rules": {"kept_fields": "没有的字段"}}),
        ("notify_to", {"rules": {"notify_to": "nobody-of-this-name"}}),
        ("page_size", {"options": {"page_size": "²"}}),
        ("page_size", {"options": {"page_size": "9" * 5000}}),
        ("owner_of", {"options": {"owner_of": "谁"}}),
        ("map", {"options": {"map": "../../config/site"}}),
        ("options", {"options": {"unheard": "1"}}),
        ("opening_decided_on", {"opening": {"opening_decided_on": "昨天"}}),
        ("is_active", {"is_active": "或许"}),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told_at_its_field(
    portal: None, new_name: Any, field: str, given: dict[str, Any]
) -> None:
    name = given.get("name", new_name("cuowu"))

    told = errors_of(name, **{k: v for k, v in given.items() if k != "name"})

    assert field in told
    assert all(len(text) < 200 for text in told[field])
    with pytest.raises(tk.ObjectNotFound):
        helpers.call_action("dongguan_harvest_source_show", name=name)


def test_of_two_who_approve_a_source_the_first_has(portal: None, new_name: Any) -> None:
    name = new_name("pizhun")
    helpers.call_action("dongguan_harvest_source_save", name=name, **WEB)

    first = helpers.call_action("dongguan_harvest_source_approve", {"user": "甲"}, name=name)
    second = helpers.call_action("dongguan_harvest_source_approve", {"user": "乙"}, name=name)

    assert (first["approved_by"], second["approved_by"]) == ("甲", "甲")
    assert first["approved_at"] == second["approved_at"]
