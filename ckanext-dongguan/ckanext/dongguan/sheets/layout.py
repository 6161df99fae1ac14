"""How the columns of somebody's table become the fields of a dataset, without CKAN.

A layout is read from a mapping file that a person writes without code; `docs/mapping.md`
says how. What kind a field is and which codes it takes follows from the schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .column import NUMBER, Column, Part, Template
from .header import plain


@dataclass(frozen=True, kw_only=True)
class Source:
    """A field and the columns it is read from; which of them counts first.

    `values` translates texts that the code list does not know, `otherwise` all others (empty:
    the next column is looked at, and without one the field is left out);
    `joined` puts several columns into one text; `form` is the form of days (`strptime`, or
    `excel` for the numbers in which Excel keeps them); `when` says which codes other fields
    must have for the columns to mean this field.
    """

    column: Column
    columns: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    joined: str | None = None
    form: str = ""
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_required: bool = False

    @property
    def name(self) -> str:
        """Name the field."""
        return self.column.name


@dataclass(frozen=True, kw_only=True)
class Items:
    """Data items: in rows below their dataset, or in a sheet of their own, tied by a key."""

    sources: tuple[Source, ...]
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The description of one kind of catalogue.

    `identity` names the fields that make two rows the same record; `fixed` holds fields of
    every record, `not_stated` those that a rule may need and this kind does not carry.
    """

    name: str
    label: str
    label_en: str
    dataset_type: str
    source_system: str
    sources: tuple[Source, ...]
    identity: tuple[str, ...]
    fixed: Mapping[str, Any]
    organization: Mapping[str, str]
    not_stated: tuple[str, ...]
    sheet: str = ""
    key: tuple[str, ...] = ()
    items: Items | None = None
    ignored: tuple[str, ...] = ()

    @property
    def part(self) -> Part:
        """Describe the sheet of the datasets, each column under its own name."""
        inner = self.items.sources if self.items and not self.items.sheet else ()
        return _part(self.sheet, (*self.sources, *inner), self.key)

    @property
    def items_part(self) -> Part | None:
        """Describe the sheet of the data items, None where they have none."""
        if self.items is None or not self.items.sheet:
            return None
        return replace(_part(self.items.sheet, self.items.sources, self.key), field="items")

    @property
    def template(self) -> Template:
        """Describe the fields under the names that the file has for them."""
        named = _named(self.sources)
        inner = _named(self.items.sources) if self.items else ()
        items = Part(title="", field="items", columns=inner)
        main = Part(title=self.sheet, field="", columns=named)
        return Template(
            dataset_type=self.dataset_type, label_zh=self.label, main=main,
            parts=(items,) if inner else (),
        )  # fmt: skip


def _part(title: str, sources: tuple[Source, ...], key: tuple[str, ...]) -> Part:
    names = dict.fromkeys(c for source in sources for c in source.columns if plain(c))
    required = {s.columns[0] for s in sources if s.is_required and len(s.columns) == 1}
    columns = tuple(
        Column(name=name, label_zh=name, label_en="", is_required=name in required)
        for name in names
    )
    number = (Column(name=NUMBER, label_zh=key[0], label_en="", aliases=key),) if key else ()
    # A key that is a field too is read under the name of the field.
    return Part(
        title=title, field="", columns=(*number, *columns) if not names.keys() & set(key)
        else columns, is_loose=True,
    )  # fmt: skip


def _named(sources: tuple[Source, ...]) -> tuple[Column, ...]:
    return tuple(replace(one.column, label_zh=one.columns[0]) for one in sources)
