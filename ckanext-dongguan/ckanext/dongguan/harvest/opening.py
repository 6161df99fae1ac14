"""The opening record that a department gives for a record of a source, or for all of one."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.harvesters.opening import RANKS, RECORD_FIELDS
from ckanext.dongguan.language import said, spoken
from ckanext.dongguan.schemas.coded import label
from ckanext.dongguan.schemas.dataset_type import load

from . import setting

# The classes that a decision may cover; what is withheld needs none.
COVERED = tuple(one for one, rank in sorted(RANKS.items(), key=lambda r: -r[1]) if rank)


def read(given: Any) -> dict[str, str]:
    """Read an opening record; raises ValidationError for one that is not complete."""
    errors: dict[str, list[str]] = {}
    record = {}
    for name in RECORD_FIELDS:
        try:
            record[name] = _field(name, setting.mapping(given).get(name))
        except setting.SettingError as problem:
            errors[name] = [str(problem)]
    covered = str(given.get("open_class") or "").strip() if not errors else ""
    if covered and covered not in COVERED:
        errors["open_class"] = [tk._("This value is not possible here.")]
    if errors:
        raise tk.ValidationError(errors)
    return {**record, **({"open_class": covered} if covered else {})}


def _field(name: str, value: Any) -> str:
    read = setting.text(name, value)
    if not read:
        raise setting.SettingError(tk._("Missing value"))
    if name.endswith("_on"):
        try:
            return date.fromisoformat(read).isoformat()
        except ValueError:
            message = tk._("“{value}” is no day; write 2026-01-31.")
            raise setting.SettingError(message.format(value=setting.short(read))) from None
    return read


def fields() -> list[dict[str, Any]]:
    """List the fields of an opening record with the labels of the schema."""
    known = load("dataset").fields
    return [
        {"name": name, "label": said(known[name].labels), "is_day": name.endswith("_on")}
        for name in RECORD_FIELDS
    ]


def covered() -> list[dict[str, str]]:
    """List the widest classes that a decision may cover."""
    return [{"value": one, "text": label("open_class", one, spoken())} for one in COVERED]
