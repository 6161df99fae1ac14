"""The public part of an entry: `mask.yaml` says which fields, without CKAN.

Whatever is not named there is left out: a field that somebody adds stays inside until
it has been decided about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .case import Case

TABLE = Path(__file__).with_name("mask.yaml")
Fields = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lists of one group of fields, by their names."""

    public: frozenset[str]
    dictionary: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    data: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()


@cache
def load() -> Mapping[str, Lists]:
    """Read the lists of dataset, resource and document."""
    content = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {
        group: Lists(**{name: frozenset(fields) for name, fields in lists.items()})
        for group, lists in content.items()
    }


def dataset(shown: Fields, case: Case, *, has_dictionary: bool) -> dict[str, Any]:
    """Return the public part of a dataset (as `package_show` returns it)."""
    lists = load()["dataset"]
    fields = lists.public | lists.dictionary if has_dictionary else lists.public
    masked = {key: value for key, value in shown.items() if key in fields}
    # Empty, not absent: templates would take a method of the same name for it.
    masked |= {key: [] for key in lists.dictionary - fields if key in shown}
    if "extras" in shown:
        masked["extras"] = [e for e in shown["extras"] if e.get("key") in fields]
    if case is not Case.OPEN and "resources" in shown:
        masked["resources"] = _resources(shown["resources"], case)
        masked["num_resources"] = len(masked["resources"])
    return masked


def _resources(resources: list[Fields], case: Case) -> list[dict[str, Any]]:
    # Of a withheld dataset the entry may be public; that it has files is not.
    return [] if case is Case.LISTED else [resource(each) for each in resources]


def resource(shown: Fields) -> dict[str, Any]:
    """Return the public part of a resource whose data are not open."""
    public = load()["resource"].public
    masked = {key: value for key, value in shown.items() if key in public}
    if _stem(shown.get("name")) == _stem(shown.get("filename")):
        # Without a name of its own a resource is named like its file.
        masked["name"] = shown.get("format") or ""
    return masked


def document(fields: Fields, case: Case) -> dict[str, Any]:
    """Return what the index may hold of a document of CKAN."""
    lists = load()["document"]
    kept = lists.public | lists.open if case is Case.OPEN else lists.public
    return {key: value for key, value in fields.items() if key in kept}


def _stem(name: Any) -> str:
    return str(name or "").rpartition(".")[0] or str(name or "")
