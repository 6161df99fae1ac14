"""Dataset types with the facts of their fields, read from the YAML beside this, without CKAN.

Pages, errors, history and Excel name fields and values through here, so that each is
called the same everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from . import blocks
from .codelists import load as load_codelist

NAMES = ("dataset", "enterprise_aggregate", "credit_disclosure", "interface", "document")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a dataset, of a row in it (`subfields` of its field) or of a resource.

    `shown` says who reads it on the page and where, as the key of that name in the blocks.
    """

    name: str
    labels: Mapping[str, str]
    codelist: str = ""
    section: str = ""
    preset: str = ""
    shown: str = ""
    subfields: Mapping[str, Field] = field(default_factory=dict)

    def label(self, language: str) -> str:
        """Return the field's label in a language (`zh_Hans_CN`, `en`)."""
        return self.labels.get(language) or self.labels.get("zh_Hans_CN") or self.name

    def wording(self, value: Any, language: str) -> str:
        """Write a value as a person reads it: codes by their labels, several joined."""
        separator = "、" if language.startswith("zh") else ", "
        codes = self.codes(value)
        if not self.codelist:
            return separator.join(codes)
        listed = load_codelist(self.codelist)
        return separator.join(listed.label(code, language) for code in codes)

    def codes(self, value: Any) -> tuple[str, ...]:
        """List what a value holds; several may come as a list or as its JSON text."""
        if isinstance(value, str) and self.codelist and value[:1] == "[":
            value = json.loads(value)
        if isinstance(value, list | tuple):
            return tuple(map(str, value))
        return (str(value),) if value not in (None, "") else ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """The fields of one block, as a section of the form and of the page."""

    name: str
    labels: Mapping[str, str]
    help_texts: Mapping[str, str]
    fields: Sequence[Field]


@dataclass(frozen=True, kw_only=True)
class DatasetType:
    """A type: its fields by name in the order of the form, and those of its resources.

    `declared` holds the dataset's fields as the schema writes them, with all their keys.
    """

    name: str
    labels: Mapping[str, str]
    fields: Mapping[str, Field]
    resource_fields: Mapping[str, Field]
    declared: Sequence[Mapping[str, Any]]

    @property
    def resources(self) -> Field:
        """Return the resources as a repeating field."""
        labels = blocks.load("resource").label
        return Field(name="resources", labels=labels, subfields=self.resource_fields)

    @property
    def sections(self) -> tuple[Section, ...]:
        """List the sections in the order of the form."""
        names = dict.fromkeys(one.section for one in self.fields.values())
        return tuple(self._section(name) for name in names)

    def _section(self, name: str) -> Section:
        block = blocks.load(name)
        own = [one for one in self.fields.values() if one.section == name]
        return Section(name=name, labels=block.label, help_texts=block.help_text, fields=own)


@cache
def load(name: str) -> DatasetType:
    """Read a type once.

    :raises LookupError: there is no type of that name
    """
    if name not in NAMES:
        raise LookupError(f"no dataset type {name!r}")
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    return DatasetType(
        name=name,
        labels=raw["label"],
        fields=_fields(raw["dataset_fields"]),
        resource_fields=_fields(raw["resource_fields"]),
        declared=raw["dataset_fields"],
    )


@cache
def repeating() -> frozenset[str]:
    """Name the fields of all types that hold rows."""
    fields = (field for name in NAMES for field in load(name).fields.values())
    return frozenset(field.name for field in fields if field.subfields)


def label_of(name: str, language: str) -> str:
    """Say what a field is called, whichever type or row has it; its name where none has."""
    fields = [load(kind).fields for kind in NAMES]
    rows = [one.subfields for kind in fields for one in kind.values()]
    found = next((known[name] for known in (*fields, *rows) if name in known), None)
    return found.label(language) if found else name


def _fields(raw: Iterable[Mapping[str, Any]]) -> Mapping[str, Field]:
    return MappingProxyType({one["field_name"]: _field(one) for one in raw})


def _field(raw: Mapping[str, Any]) -> Field:
    return Field(
        name=raw["field_name"],
        labels=raw["label"],
        codelist=raw.get("codelist", ""),
        section=raw.get("section", ""),
        preset=raw.get("preset", ""),
        shown=raw.get("shown", ""),
        subfields=_fields(raw.get("repeating_subfields", ())),
    )
