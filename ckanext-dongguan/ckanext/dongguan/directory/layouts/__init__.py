"""How the columns of a catalogue file become the fields of a dataset, without CKAN.

A layout is a YAML file beside this module: a portal's export is described, not
programmed. What each key means stands in `foshan_2018.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of the dataset, the columns it is read from and how."""

    name: str
    columns: tuple[str, ...]
    kind: str
    codelist: str
    values: Mapping[str, str]
    is_required: bool


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The description of one kind of catalogue.

    `not_stated` names fields that a rule may need and that this kind does not carry.
    """

    name: str
    label_zh: str
    source_system: str
    organization: Mapping[str, str]
    identity: tuple[str, ...]
    fields: tuple[Field, ...]
    fixed: Mapping[str, str]
    not_stated: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """List the columns that a file must have, in the order of the layout."""
        return tuple(dict.fromkeys(c for field in self.fields for c in field.columns))


def names() -> tuple[str, ...]:
    """List the layouts there are."""
    folder = files(__package__)
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".yaml")))


def load(name: str) -> Layout:
    """Read a layout.

    :raises LookupError: there is no layout of that name
    """
    if name not in names():
        raise LookupError(f"no layout {name!r}")
    raw = yaml.safe_load(
        files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    )
    return Layout(
        name=name,
        label_zh=raw["label_zh"],
        source_system=raw["source_system"],
        organization=raw.get("organization", {}),
        identity=tuple(raw["identity"]),
        fields=tuple(_field(key, value) for key, value in raw["fields"].items()),
        fixed=raw.get("fixed", {}),
        not_stated=tuple(raw.get("not_stated", ())),
    )


def _field(name: str, raw: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        columns=tuple(raw["columns"]),
        kind=raw.get("kind", "text"),
        codelist=raw.get("codelist", ""),
        values={str(k): str(v) for k, v in raw.get("values", {}).items()},
        is_required=bool(raw.get("required", False)),
    )
