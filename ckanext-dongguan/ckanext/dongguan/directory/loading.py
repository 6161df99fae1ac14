"""Write the records of a catalogue through the one way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.schemas.dataset_type import load as load_type

from . import catalogue, provider_names, providers, wording, workbook
from .catalogue import Blank, Entry, Record, Refusal, Repetition
from .error_list import listed
from .layouts import Layout
from .roster import Entity
from .tally import Complaint, Line, Outcome


def read(path: Path, layout: Layout) -> list[Entry]:
    """Read the whole file before anything is written: damage at its end is found in time.

    :raises FileFaultError: the file cannot be read
    """
    rows = workbook.read(path, layout.columns)
    return list(catalogue.entries(rows, layout, provider_names.find))


def write(
    entries: Iterable[Entry], layout: Layout, context: Mapping[str, Any]
) -> Iterator[Line]:
    """Write the records, one transaction each, and tell the end of each row."""
    if layout.organization:
        fields = {k: v for k, v in layout.organization.items() if k != "name"}
        name = layout.organization["name"]
        providers.ensure(Entity(is_organization=True, name=name, fields=fields))
    labels = {field.name: field.columns[0] for field in layout.fields}
    try:
        for entry in entries:
            yield _line(entry, labels, context)
    finally:
        # The index is told once for all, not after each record.
        tk.get_action("dongguan_intake_drain")(dict(context), {})


def _line(entry: Entry, labels: Mapping[str, str], context: Mapping[str, Any]) -> Line:
    match entry:
        case Record():
            return _written(entry, labels, context)
        case Repetition():
            return Line(place=entry.place, outcome=Outcome.REPEATED, first=entry.first)
        case Refusal():
            complaints = tuple(
                Complaint(place=f.place, sentence=f"{labels[f.field]}：{wording.cell_fault(f)}")
                for f in entry.faults
            )
            return _refused(entry.place, entry.title, complaints)
        case Blank():
            return Line(place=entry.place, outcome=Outcome.BLANK)


def _written(record: Record, labels: Mapping[str, str], context: Mapping[str, Any]) -> Line:
    title = record.dataset["title"]
    inner = {**context, "dongguan_defer_index": True}
    try:
        result = tk.get_action("dongguan_intake_write")(inner, dict(record.dataset))
    except tk.ValidationError as error:
        return _refused(record.place, title, tuple(_complaints(record, labels, error)))
    return Line(place=record.place, outcome=Outcome(result["outcome"]), title=title)


def _complaints(
    record: Record, labels: Mapping[str, str], error: tk.ValidationError
) -> Iterator[Complaint]:
    kind = load_type(record.dataset["type"])
    for one in listed(error.error_dict, kind, wording.language()):
        # The file calls its column by a name of its own.
        column = f"{labels[one.field]}：" if one.field in labels else ""
        place = record.places.get(one.field, record.place)
        yield Complaint(place=place, sentence=column + one.sentence)


def _refused(place: Any, title: str, complaints: tuple[Complaint, ...]) -> Line:
    return Line(place=place, outcome=Outcome.REFUSED, title=title, complaints=complaints)
