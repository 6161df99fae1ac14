"""Rows of a catalogue into records for datasets, without CKAN.

Every row ends in exactly one of the three: a record, a repetition of an earlier
one, or a refusal that names its cells. Nothing is guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.dongguan.schemas.codelists import current
from ckanext.dongguan.schemas.codelists import load as load_codelist
from ckanext.dongguan.text import keyword

from . import day
from .layouts import Field, Layout
from .omission import left_open
from .place import CellFault, Fault, Place
from .workbook import Row

_SEVERAL = re.compile(r"[、,，;；\n]")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?")


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row that can be written: the fields of its dataset and the cells they come from."""

    place: Place
    dataset: Mapping[str, Any]
    places: Mapping[str, Place]


@dataclass(frozen=True, kw_only=True)
class Repetition:
    """A row that says once more what an earlier one said."""

    place: Place
    first: Place


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A row that cannot be written, and why."""

    place: Place
    title: str
    faults: tuple[CellFault, ...]


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A row in which nothing stands."""

    place: Place


Entry = Record | Repetition | Refusal | Blank


FindProvider = Callable[[str], str | None]


def listed_provider(name: str) -> str | None:
    """Find a provider's address by any name that the code list knows, former ones too."""
    codes = load_codelist("departments")
    found = codes.find(name)
    return str(current(codes, found.code).code) if found else None


def entries(
    rows: Iterable[Row], layout: Layout, find_provider: FindProvider = listed_provider
) -> Iterator[Entry]:
    """Turn each row into one entry, in their order."""
    seen: dict[str, Record] = {}
    for row in rows:
        entry = _entry(row, layout, find_provider)
        if isinstance(entry, Record):
            entry = _against(seen.setdefault(entry.dataset["source_id"], entry), entry)
        yield entry


def _against(first: Record, record: Record) -> Entry:
    if first is record:
        return record
    if first.dataset == record.dataset:
        return Repetition(place=record.place, first=first.place)
    fields = [f for f in record.dataset if record.dataset[f] != first.dataset.get(f)]
    faults = tuple(
        CellFault(
            place=record.places.get(field, record.place), field=field,
            fault=Fault.CONTRADICTION, value=str(first.place),
        )
        for field in fields
    )  # fmt: skip
    return Refusal(place=record.place, title=record.dataset["title"], faults=faults)


def _entry(row: Row, layout: Layout, find_provider: FindProvider) -> Entry:
    if row.is_blank:
        return Blank(place=row.place)
    values = {field.name: _value(row, field, find_provider) for field in layout.fields}
    faults = tuple(v for v in values.values() if isinstance(v, CellFault))
    title = values.get("title")
    if faults:
        shown = title if isinstance(title, str) else ""
        return Refusal(place=row.place, title=shown, faults=faults)
    dataset = {name: value for name, value in values.items() if value}
    whole = {**layout.fixed, **dataset, **_identity(dataset, layout)}
    open_ = left_open(whole, layout.not_stated)
    return Record(
        place=row.place,
        dataset={**whole, "not_stated": open_} if open_ else whole,
        places={field.name: row.place_of(field.columns[0]) for field in layout.fields},
    )


def _identity(dataset: Mapping[str, Any], layout: Layout) -> dict[str, str]:
    text = "\n".join(dataset[name] for name in layout.identity)
    return {
        "source_system": layout.source_system,
        "source_id": hashlib.sha256(text.encode()).hexdigest()[:20],
        "owner_org": dataset.get("owner_org") or layout.organization["name"],
    }


def _value(row: Row, field: Field, find_provider: FindProvider) -> Any:
    filled = [(column, row.cells[column]) for column in field.columns if row.cells[column]]
    if not filled:
        fault = _fault(row, field, field.columns[0], Fault.EMPTY, "")
        return fault if field.is_required else None
    if field.kind == "provider":
        column, text = filled[0]
        found = find_provider(text)
        return found or _fault(row, field, column, Fault.UNKNOWN_PROVIDER, text)
    readers = {
        "text": _first, "keywords": _keywords, "code": _code, "codes": _codes,
        "day": _latest_day,
    }  # fmt: skip
    return readers[field.kind](row, field, filled)


Filled = list[tuple[str, str]]


def _first(_row: Row, _field: Field, filled: Filled) -> str:
    return filled[0][1]


def _keywords(row: Row, field: Field, filled: Filled) -> list[dict[str, str]] | CellFault:
    column, text = filled[0]
    found = keyword.split(text)
    bad = next((word for word in found if keyword.problem(word)), None)
    if bad is not None:
        return _fault(row, field, column, Fault.BAD_KEYWORD, bad)
    return [{"name": word} for word in found]


def _code(row: Row, field: Field, filled: Filled) -> str | CellFault:
    for _column, text in filled:
        code = load_codelist(field.codelist).find(text)
        if code is not None:
            return str(code.code)
        if text in field.values:
            return field.values[text]
    column, text = filled[0]
    return _fault(row, field, column, Fault.UNKNOWN_CODE, text)


def _codes(row: Row, field: Field, filled: Filled) -> list[str] | CellFault:
    column, text = filled[0]
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
    found = [_code(row, field, [(column, part)]) for part in parts]
    fault = next((one for one in found if isinstance(one, CellFault)), None)
    return fault or [str(code) for code in found]


def _latest_day(row: Row, field: Field, filled: Filled) -> str | CellFault:
    column, text = filled[0]
    stamps = _STAMP.findall(text)
    days = [day.parse(stamp) for stamp in stamps]
    known = [found for found in days if found]
    if not known or len(known) < len(days) or _STAMP.sub("", text).strip():
        return _fault(row, field, column, Fault.NO_DAY, text)
    return max(known).isoformat()


def _fault(row: Row, field: Field, column: str, fault: Fault, value: str) -> CellFault:
    return CellFault(
        place=row.place_of(column), field=field.name, fault=fault, value=value[:40]
    )
