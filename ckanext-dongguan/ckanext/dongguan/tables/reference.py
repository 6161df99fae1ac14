"""By which words a caller names a table, without CKAN."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# What CKAN's actions read as the name of a table: `id` is renamed to `resource_id`.
KEYS = ("resource_id", "id")
# PostgreSQL cuts a longer name off, which then names another table.
_LONGEST_BYTES = 63
_UUID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)


class TableNameError(ValueError):
    """The words name no table, or two; `field` is the one that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def named(data: Any) -> str:
    """Return the one table that a caller names.

    :raises TableNameError: none, two different ones, or no text
    """
    given = {key: data[key] for key in KEYS if data.get(key)} if _is_mapping(data) else {}
    if not given:
        raise TableNameError("resource_id")
    for key, value in given.items():
        if not isinstance(value, str) or value != next(iter(given.values())):
            raise TableNameError(key)
    return str(next(iter(given.values())))


def is_table_name(name: str) -> bool:
    """Tell whether a table or an alias may go by this name; CKAN's own begin with `_`."""
    is_text = name.isprintable() and name == name.strip()
    return is_text and 0 < len(name.encode()) <= _LONGEST_BYTES and not name.startswith("_")


def may_be_alias(name: Any) -> bool:
    """Tell whether an alias may be called this: never like a resource, which goes by a UUID."""
    is_name = isinstance(name, str) and is_table_name(name)
    return is_name and not _UUID.fullmatch(name)


def is_filter(given: Any) -> bool:
    """Tell whether a filter is an object, or the text of one; CKAN stumbles over the rest."""
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            return False
        return isinstance(given, Mapping)
    return given is None or isinstance(given, Mapping)


def _is_mapping(data: Any) -> bool:
    return isinstance(data, Mapping)
