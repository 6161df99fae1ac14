"""What templates ask of the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.activity import difference
from ckanext.dongguan.directory import facts
from ckanext.dongguan.language import spoken
from ckanext.dongguan.schemas.dataset_type import NAMES, Field, load

from .change import FILES, KEYWORDS


def dongguan_history_event(event: str) -> str:
    """Say what happened."""
    words = {
        "created": tk._("entered"), "changed": tk._("changed"), "deleted": tk._("deleted"),
        "restored": tk._("restored"),
    }  # fmt: skip
    return str(words.get(event, event))


def dongguan_history_field(change: Mapping[str, Any], dataset_type: str) -> str:
    """Name the field of a change as the form does, with its file."""
    if change["field"] == KEYWORDS:
        return str(tk._("Keyword"))
    if change["field"] == FILES:
        return str(tk._("Data file"))
    field = _field(change, dataset_type)
    label = field.label(spoken()) if field else change["field"]
    return f"{label} ({change['part']})" if change["part"] else label


def dongguan_history_value(change: Mapping[str, Any], side: str, dataset_type: str) -> str:
    """Write the value of a change before or after, in words."""
    value, field = change[side], _field(change, dataset_type)
    if change["field"] == "owner_org" and value:
        group = tk.h.get_organization(value)
        return str(group["title"]) if group else str(value)
    if field is None or field.subfields or isinstance(value, Mapping):
        return difference.text(change["field"], value)
    return facts.wording(field, value, spoken())


def _field(change: Mapping[str, Any], dataset_type: str) -> Field | None:
    kind = load(dataset_type if dataset_type in NAMES else facts.BASE_TYPE)
    known = kind.resource_fields if change["part"] else kind.fields
    return known.get(change["field"])
