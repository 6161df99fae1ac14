"""Which fields hold codes of which list, as the schemas themselves say, without CKAN.

The key `codelist` of a field is the only place that names its list. Forms and validators
read it from the field; facets, pages and the index ask here. A field inside a repeated
one is written `items.type`, a field of a file `resources.format_class`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# The tag `!fields` of the types' files is known from here on.
from . import blocks  # noqa: F401
from .codelists import load

KINDS = {"dataset_fields": "", "resource_fields": "resources.", "fields": ""}


@cache
def lists() -> Mapping[str, str]:
    """Map each coded field to the name of its list.

    :raises ValueError: two types give one field different lists
    """
    found: dict[str, str] = {}
    for field, name in _named():
        if found.setdefault(field, name) != name:
            raise ValueError(f"{field} holds codes of {found[field]} and of {name}")
    return found


def label(field: str, code: str, language: str) -> str:
    """Give the label of a field's code in a language; an unknown code is its own."""
    name = lists().get(field)
    return load(name).label(code, language) if name else code


def names(field: str, code: str) -> Iterator[str]:
    """List the names that a field's code is searched by: labels in both languages, others."""
    name = lists().get(field)
    found = load(name).get(code) if name else None
    yield from found.names if found else ()


def _named() -> Iterator[tuple[str, str]]:
    for file in files(__package__).iterdir():
        if not file.name.endswith(".yaml"):
            continue
        schema = yaml.safe_load(file.read_text(encoding="utf-8"))
        for key, prefix in KINDS.items():
            yield from _of_fields(schema.get(key, ()), prefix)


def _of_fields(fields: Iterable[Mapping[str, Any]], prefix: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        path = prefix + field["field_name"]
        if "codelist" in field:
            yield path, field["codelist"]
        yield from _of_fields(field.get("repeating_subfields", ()), f"{path}.")
