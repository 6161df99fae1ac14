"""Which fields of a dataset differ between two of its versions, without CKAN."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Fields = Mapping[str, Any]

# Bookkeeping of CKAN: it changes with everything else and says nothing.
_BOOKKEEPING = {
    "metadata_modified", "metadata_created", "revision_id", "num_resources", "num_tags",
    "tracking_summary", "relationships_as_subject", "relationships_as_object", "isopen",
    "organization", "tag_string", "private", "state", "license_title", "license_url",
    "plugin_data", "creator_user_id", "id", "type",
}  # fmt: skip
_NAMED = {"tags": "display_name", "groups": "title"}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field and its texts before and after; empty where it had none."""

    field: str
    before: str
    after: str


def differences(before: Fields, after: Fields) -> list[Difference]:
    """List the fields that differ, in the order of the later version."""
    names = dict.fromkeys([*after, *before])
    return [
        Difference(field=name, before=old, after=new)
        for name in names
        if name not in _BOOKKEEPING | {"resources"}
        and (old := text(name, before.get(name))) != (new := text(name, after.get(name)))
    ] + list(_files(before, after))


def _files(before: Fields, after: Fields) -> Iterator[Difference]:
    """Compare the files by their ids: their names, and whether their contents are the same."""
    old = {r["id"]: r for r in before.get("resources") or ()}
    new = {r["id"]: r for r in after.get("resources") or ()}
    for key in dict.fromkeys([*new, *old]):
        earlier, later = old.get(key, {}), new.get(key, {})
        if _identity(earlier) != _identity(later):
            name = str(later.get("name") or earlier.get("name") or "")
            yield Difference(
                field="resources",
                before=_file(earlier, name),
                after=_file(later, name),
            )


def _identity(resource: Fields) -> tuple[Any, ...]:
    return tuple(
        resource.get(k) for k in ("name", "description", "format", "hash", "url", "size")
    )


def _file(resource: Fields, name: str) -> str:
    if not resource:
        return ""
    return " · ".join(filter(None, (name, str(resource.get("format") or ""), _day(resource))))


def _day(resource: Fields) -> str:
    return str(resource.get("last_modified") or resource.get("created") or "")[:16].replace(
        "T", " "
    )


def text(field: str, value: Any) -> str:
    """Write a value as a person reads it."""
    if value in (None, "", [], {}):
        return ""
    if field in _NAMED and isinstance(value, list):
        return "、".join(str(one.get(_NAMED[field]) or one.get("name")) for one in value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "、".join(value)
    if isinstance(value, list) and all(isinstance(one, Mapping) for one in value):
        return "；".join(_row(one) for one in value)
    if isinstance(value, list | Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def _row(one: Fields) -> str:
    return " ".join(str(v) for v in one.values() if v not in (None, "", [], {}))
