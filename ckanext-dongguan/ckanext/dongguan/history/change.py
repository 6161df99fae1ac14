"""What differs between two states of a dataset's fields, without CKAN."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Fields = Mapping[str, Any]
# Bookkeeping of CKAN: it changes with everything else and says nothing.
BOOKKEEPING = frozenset(
    {"metadata_modified", "metadata_created", "plugin_data", "creator_user_id", "private",
     "extras", "id", "package_id", "position", "last_modified", "created", "url_type",
     "mimetype", "mimetype_inner", "cache_url", "cache_last_updated", "resource_type",
     "datastore_active", "source_id", "resource_code_state"}
)  # fmt: skip
FILES, KEYWORDS = "resources", "tags"


class Event(StrEnum):
    """What happened to a dataset."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field with its values before and after; `part` names the file that has it."""

    field: str
    before: Any
    after: Any
    part: str = ""

    def plain(self) -> dict[str, Any]:
        """Write it as it is stored."""
        return {
            "field": self.field, "part": self.part, "before": self.before, "after": self.after
        }  # fmt: skip


def differing(before: Fields, after: Fields, part: str = "") -> Iterator[Change]:
    """List the fields that differ; an empty one is none."""
    for name in dict.fromkeys((*before, *after)):
        old, new = _value(before.get(name)), _value(after.get(name))
        if name not in BOOKKEEPING and old != new:
            yield Change(field=name, before=old, after=new, part=part)


def event_of(before: str | None, after: str | None) -> Event:
    """Tell what a change of CKAN's `state` means."""
    if before == after or before is None:
        return Event.CHANGED
    if after == "deleted":
        return Event.DELETED
    return Event.RESTORED if before == "deleted" else Event.CHANGED


def _value(value: Any) -> Any:
    """Read what is stored as JSON in a text; empty values are one."""
    if isinstance(value, str) and value[:1] == "[":
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return None if value in ("", [], {}) else value
