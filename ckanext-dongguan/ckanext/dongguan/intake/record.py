"""The canonical form of a record from a source, without CKAN."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What writing a record did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    # Its schema does not take it.
    REFUSED = "refused"
    # It is good, but another of the same set was refused and none is written.
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class SourceKey:
    """The identity of a record: its system and its id there."""

    system: str
    id: str

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> SourceKey | None:
        """Read the identity that a record states, if it states one."""
        system, own = record.get("source_system"), record.get("source_id")
        return cls(system=str(system), id=str(own)) if system and own else None


def fingerprint(record: Mapping[str, Any]) -> str:
    """Hash a record so that equal content gives equal text (SHA-256, hex).

    Key order, Unicode composition and empty values do not count: sources send
    the same record in different dress. The bytes of an upload are not read; the
    record states them as `hash`.
    """
    text = json.dumps(_canonical(record), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; empty ones, order of keys do not count."""
    return bool((_canonical(one) or None) == (_canonical(other) or None))


def carry_over(
    current: Iterable[Mapping[str, Any]], wanted: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Give the resources of a record the ids they have already.

    A resource is the same when name and format are; one whose `hash` has not
    changed keeps its stored file and is not uploaded again.
    """
    known = {(r.get("name"), r.get("format")): r for r in current}
    carried = []
    for resource in wanted:
        old = known.pop((resource.get("name"), resource.get("format")), None)
        carried.append(_merged(old, resource) if old else dict(resource))
    return carried


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    if old.get("hash") and old.get("hash") == new.get("hash"):
        return {**old, **{k: v for k, v in new.items() if k != "upload"}}
    return {**new, "id": old["id"]}


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        items = ((str(k), _canonical(item)) for k, item in value.items() if k != "upload")
        return {key: item for key, item in items if item not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return value
