"""A row of the main sheet and the rows that belong to it, as one record, without CKAN."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import cell
from .book import Line
from .column import ID, NUMBER, Part, Template
from .fault import Fault, Spot

# Names the source of records that came in a department's own table.
SOURCE = "workbook"
Belonging = Callable[[str, str], list[Line]]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record of a file: the dataset it states, its cells, and what cannot be read."""

    line: Line
    dataset: Mapping[str, Any]
    parts: Mapping[str, list[Line]]
    faults: tuple[Fault, ...]

    @property
    def title(self) -> str:
        """What the row calls its dataset."""
        return str(self.dataset.get("title") or "")


def entries(
    lines: Iterable[Line], template: Template, belonging: Belonging, provider: cell.Find
) -> Iterator[Entry]:
    """Turn the rows of the main sheet into records, blank ones left out.

    `belonging` gives, for a part's field and a number, the rows of that part's sheet;
    `provider` finds the address of a department by its names.
    """
    for line in lines:
        if not line.is_blank:
            yield _entry(line, template, belonging, provider)


def _entry(line: Line, template: Template, belonging: Belonging, find: cell.Find) -> Entry:
    number = line.texts.get(NUMBER, "")
    parts = {
        part.field: belonging(part.field, number) if number else [] for part in template.parts
    }
    dataset = _values(line, template.main, find)
    dataset_id = dataset.pop(ID, None)
    for part in template.parts:
        dataset[part.field] = [_values(row, part, find) for row in parts[part.field]]
    rows = [row for lines in parts.values() for row in lines]
    faults = tuple(fault for row in (line, *rows) for fault in row.faults)
    named = {"id": dataset_id} if dataset_id else _identity(dataset)
    if not dataset_id:
        # A new record leaves out what its row leaves empty; of one that is known an
        # empty cell takes the value away.
        dataset = {name: value for name, value in dataset.items() if value not in ("", [])}
    kind = {"type": template.dataset_type}
    return Entry(line=line, dataset={**dataset, **kind, **named}, parts=parts, faults=faults)


def _values(line: Line, part: Part, find: cell.Find) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in part.columns:
        # A column that the sheet does not have says nothing; an empty cell empties.
        if column.name == NUMBER or column.name not in line.texts:
            continue
        text = line.texts[column.name]
        empty: Any = [] if column.kind in ("codes", "keywords") else ""
        name = "tags" if column.kind == "keywords" else column.name
        values[name] = cell.value_of(text, column, find) if text else empty
    return values


def _identity(dataset: Mapping[str, Any]) -> dict[str, str]:
    """Say what makes a row without an id the same record as one of an earlier file."""
    code = str(dataset.get("resource_code") or "")
    text = code or f"{dataset.get('owner_org')}\n{dataset.get('title')}"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"source_system": SOURCE, "source_id": digest[:20]}


def spots(entry: Entry, errors: Mapping[str, Any], template: Template) -> Iterator[Fault]:
    """Find the cell of each error that the dataset's own check has raised."""
    for field, messages in errors.items():
        if field == "name" and "title" in errors:
            # The address is made from the title; one fault is told once.
            continue
        part = next((one for one in template.parts if one.field == field), None)
        if (
            part
            and isinstance(messages, list)
            and any(isinstance(m, Mapping) for m in messages)
        ):
            for row, inner in zip(entry.parts[field], messages, strict=False):
                yield from _told(row, part, inner if isinstance(inner, Mapping) else {})
        else:
            yield from _told(entry.line, template.main, {field: messages})


def _told(line: Line, part: Part, errors: Mapping[str, Any]) -> Iterator[Fault]:
    known_by = "resource_code" if line.texts.get("resource_code") else "title"
    for field, messages in errors.items():
        name = {"tags": "tag_string", "source_id": known_by}.get(field, field)
        column = next((one for one in part.columns if one.name == name), None)
        whole = Spot(sheet=line.sheet, row=line.row)
        header = column.label_zh if column else field
        for sentence in _sentences(messages):
            yield Fault(spot=line.spots.get(name, whole), header=header, sentence=sentence)


def _sentences(messages: Any) -> Iterator[str]:
    if isinstance(messages, Mapping):
        for inner in messages.values():
            yield from _sentences(inner)
    elif isinstance(messages, list | tuple):
        for inner in messages:
            yield from _sentences(inner)
    elif messages:
        yield str(messages)
