"""What a page tells of a dataset beside its head: the filled fields in groups, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.dongguan.schemas.dataset_type import DatasetType, Field, load

from . import period

Fields = Mapping[str, Any]
# Values that are drawn otherwise than as text.
_DRAWN_AS = {
    "dongguan_web_address": "link",
    "dongguan_email": "mail",
    "dongguan_text": "text",
    "dongguan_description": "text",
}
BASE_TYPE = "dataset"
PUBLIC, APART, NEVER = "public", "apart", "never"


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of a repeating field: only columns in which something stands."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One filled field in words; `drawn_as` is `line`, `text`, `link`, `mail` or `table`."""

    name: str
    label: str
    text: str = ""
    drawn_as: str = "line"
    table: Table | None = None

    @property
    def is_table(self) -> bool:
        """Tell whether rows stand here."""
        return self.table is not None


@dataclass(frozen=True, kw_only=True)
class Group:
    """A block of the schema with its filled fields; `is_own` where the type alone has it."""

    name: str
    label: str
    is_own: bool
    facts: tuple[Fact, ...]


def groups(
    kind: DatasetType, dataset: Fields, language: str, *, is_inner: bool = False
) -> tuple[Group, ...]:
    """List the groups of a dataset that everyone reads; `is_inner` gives the other fields.

    What the reader may not see is not in the dataset; a group without a fact is left out.
    """
    common = {section.name for section in load(BASE_TYPE).sections}
    found = (
        Group(
            name=section.name,
            label=section.labels[language],
            is_own=section.name not in common,
            facts=tuple(facts(_chosen(section.fields, is_inner=is_inner), dataset, language)),
        )
        for section in kind.sections
    )
    return tuple(group for group in found if group.facts)


def facts(fields: Iterable[Field], values: Fields, language: str) -> Iterator[Fact]:
    """Write those of the fields in words in which something stands."""
    for field in fields:
        value = values.get(field.name)
        if field.subfields and value:
            table = _table(field, value, language)
            label = field.label(language)
            yield Fact(name=field.name, label=label, drawn_as="table", table=table)
        elif not field.subfields and (text := wording(field, value, language)):
            drawn_as = _DRAWN_AS.get(field.preset, "line")
            label = field.label(language)
            yield Fact(name=field.name, label=label, text=text, drawn_as=drawn_as)


def wording(field: Field, value: Any, language: str) -> str:
    """Write a field's value as a person reads it; empty where there is none."""
    text = str(field.wording(value, language))
    if field.preset == "dongguan_period":
        found = period.parse(text)
        return found.wording(language) if found else text
    return text


def public(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Choose the fields that a page lists for everyone."""
    return _chosen(fields, is_inner=False)


def _chosen(fields: Iterable[Field], *, is_inner: bool) -> tuple[Field, ...]:
    if is_inner:
        return tuple(one for one in fields if one.shown not in {PUBLIC, APART, NEVER})
    return tuple(one for one in fields if one.shown == PUBLIC)


def _table(field: Field, rows: Iterable[Fields], language: str) -> Table:
    written = [
        [wording(sub, row.get(sub.name), language) for sub in field.subfields.values()]
        for row in rows
    ]
    used = [n for n in range(len(field.subfields)) if any(row[n] for row in written)]
    labels = [sub.label(language) for sub in field.subfields.values()]
    return Table(
        headings=tuple(labels[n] for n in used),
        rows=tuple(tuple(row[n] for n in used) for row in written),
    )
