"""The words in which rows of the log are shown."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.language import is_chinese

from .entry import Outcome, detail_words, events


def event_label(code: str) -> str:
    """Name an event; a code that left the table is shown as it is."""
    event = events().get(code)
    if event is None:
        return code
    return event.zh if is_chinese() else event.en


def outcome_label(code: str) -> str:
    """Name an outcome."""
    labels = {Outcome.ALLOW: tk._("Allowed"), Outcome.DENY: tk._("Refused")}
    return str(labels[Outcome(code)])


def detail_label(key: str) -> str:
    """Name a key of a row's detail; an unknown one is shown as it is."""
    words = detail_words().get(key, {})
    return words.get("zh" if is_chinese() else "en", key)


def column_titles() -> list[str]:
    """Name the columns of the export."""
    return [
        str(title)
        for title in (
            tk._("Number"), tk._("Time"), tk._("Account id"), tk._("Account"), tk._("Event"),
            tk._("Operation"), tk._("Outcome"), tk._("Dataset id"), tk._("Resource id"),
            tk._("Rule"), tk._("Detail"), tk._("Reason"),
        )
    ]  # fmt: skip


def bad_field(field: str) -> str:
    """Say what is wrong with a field of the filter."""
    sentences: dict[str, Any] = {
        "since": tk._("Write the day as 2026-12-31."),
        "until": tk._("Write the day as 2026-12-31."),
        "account": tk._("There is no active account of this name."),
    }
    return str(sentences[field])
