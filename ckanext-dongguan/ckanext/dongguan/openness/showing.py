"""The overview in words: codes become what people call them, instants become minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.language import is_chinese

from . import words
from .actor import Standing
from .case import Case
from .policy import Operation
from .words import Kind

_COLUMNS = (
    "id", "title", "department", "case", "life", "level", "basis", "changed_at", "changed_by",
    "read_at",
)  # fmt: skip
# What says nothing to a person who wonders what is visible.
_TECHNICAL = {
    "extras", "resources", "organization", "groups", "tags", "items", "state", "type", "id",
    "name", "isopen", "private", "license_title", "license_url", "metadata_created",
    "metadata_modified", "num_resources", "num_tags", "is_demonstration",
}  # fmt: skip


def row(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the overview with its words."""
    return {
        **told,
        "department": _department(told),
        "case_label": word(Kind.CASE, told["case"]),
        "life_label": word(Kind.STATE, told["life"]),
        "level_label": str(tk.h.dongguan_label("level", told["level"]))
        if told["level"]
        else "",
        "changed": minute(told["changed_at"]),
        "read": minute(told["read_at"]),
        "until_minute": minute(told["until"]),
    }


def cases(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """List the cases with their words and how many datasets each has."""
    return [(c.value, word(Kind.CASE, c.value), counts.get(c.value, 0)) for c in Case]


def standings() -> list[tuple[str, str]]:
    """List whose sight can be asked for."""
    return [(s.value, word(Kind.STANDING, s.value)) for s in Standing]


def sight(seen: Mapping[str, Any]) -> dict[str, Any]:
    """Return what somebody sees of a dataset with its words."""
    entry = seen["entry"] or {}
    return {
        "title": entry.get("title") or "",
        "case_label": word(Kind.CASE, seen["case"]),
        "standing_label": word(Kind.STANDING, seen["standing"]),
        "outcomes": [
            (word(Kind.OPERATION, o.value), seen["outcomes"][o.value],
             word(Kind.OUTCOME, seen["outcomes"][o.value]))
            for o in Operation
        ],
        "fields": [
            (_label(name, entry), _value(name, value, entry))
            for name, value in sorted(entry.items())
            if value not in (None, "", [], {}) and name not in _TECHNICAL
        ],
        "files": [
            str(each.get("name") or each.get("format")) for each in entry.get("resources", ())
        ],
        "hidden": [_label(name, entry) for name in seen["hidden"] if name not in _TECHNICAL],
    }  # fmt: skip


def column_titles() -> list[str]:
    """Name the columns of the export."""
    titles = (
        tk._("Dataset id"), tk._("Title"), tk._("Department"), tk._("Who may see it"),
        tk._("Life cycle"), tk._("Level"), tk._("Basis"), tk._("Last change"),
        tk._("Changed by"), tk._("Data last read"),
    )  # fmt: skip
    return [str(title) for title in titles]


def columns(told: Mapping[str, Any]) -> list[str]:
    """Give the values of the export."""
    shown = {
        **told,
        "department": _department(told),
        "case": word(Kind.CASE, told["case"]),
        "life": word(Kind.STATE, told["life"]),
    }
    return [str(shown[name] or "") for name in _COLUMNS]


def word(kind: Kind, code: str) -> str:
    """Name a code in the language of the page."""
    return words.of(kind, code, is_chinese=is_chinese())


def minute(instant: str | None) -> str:
    """Write an instant (ISO 8601) as a person reads it."""
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M}" if instant else ""


def _department(told: Mapping[str, Any]) -> str:
    if not told["department_name"]:
        return ""
    named = {"name": told["department_name"], "title": told["department"]}
    return str(tk.h.dongguan_department_name(named))


def _value(name: str, value: Any, entry: Mapping[str, Any]) -> str:
    if name == "owner_org":
        owner = entry.get("organization")
        return str(tk.h.dongguan_department_name(owner)) if owner else str(value)
    if name == "license_id":
        return str(tk.h.dongguan_licence_title(value))
    several = value if isinstance(value, list) else [value]
    return "、".join(str(tk.h.dongguan_label(name, str(each))) for each in several)


def _label(name: str, entry: Mapping[str, Any]) -> str:
    return str(tk.h.dongguan_activity_field(name, entry.get("type") or "dataset"))
