"""Rows of somebody's table as records, by a layout, without CKAN.

Every row ends in exactly one of the three: a record, a repetition of an earlier one, or a
refusal that names its cells; blank rows are counted. Nothing is guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ckanext.dongguan.directory.omission import left_open

from . import sourced
from .book import Line
from .cell import Find
from .column import NUMBER
from .entry import Entry
from .fault import Fault, Spot
from .layout import Layout, Source


@dataclass(frozen=True, kw_only=True)
class Repetition:
    """A row that says once more what an earlier one said."""

    spot: Spot
    first: Spot


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A row in which nothing stands."""

    spot: Spot


Read = Entry | Repetition | Blank
Belonging = Callable[[str, str], list[Line]]


@dataclass(kw_only=True)
class _Group:
    """The row of a dataset and the rows of its data items."""

    line: Line
    items: list[Line] = field(default_factory=list)


def entries(
    lines: Iterable[Line], layout: Layout, belonging: Belonging, find: Find
) -> Iterator[Read]:
    """Turn the rows into entries, in their order.

    `belonging` gives the rows of the sheet of data items by their key.
    """
    seen: dict[str, tuple[Mapping[str, int], Spot]] = {}
    labels = {one.name: one.label_zh for one in layout.template.main.columns}
    for one in _grouped(lines, layout):
        if isinstance(one, Blank):
            yield one
            continue
        entry = _entry(one, layout, belonging, find)
        yield entry if entry.faults else _against(seen, entry, labels)


def _grouped(lines: Iterable[Line], layout: Layout) -> Iterator[_Group | Blank]:
    """Put rows that continue a dataset to it: its own cells are empty in them, or alike."""
    inner = layout.items.sources if layout.items and not layout.items.sheet else ()
    own = {c for source in layout.sources for c in source.columns}
    group: _Group | None = None
    for line in lines:
        if line.is_blank:
            if group is not None:
                yield group
            group = None
            yield Blank(spot=Spot(sheet=line.sheet, row=line.row))
        elif group is not None and inner and _continues(line, group.line, own):
            group.items.append(line)
        else:
            if group is not None:
                yield group
            group = _Group(line=line, items=[line] if inner else [])
    if group is not None:
        yield group


def _continues(line: Line, first: Line, own: set[str]) -> bool:
    texts = {name: text for name, text in line.texts.items() if name in own and text}
    return all(first.texts.get(name) == text for name, text in texts.items())


def _entry(group: _Group, layout: Layout, belonging: Belonging, find: Find) -> Entry:
    line = group.line
    rows = group.items
    if layout.items and layout.items.sheet:
        key = line.texts.get(NUMBER) or next(
            (line.texts[k] for k in layout.key if line.texts.get(k)), ""
        )
        rows = belonging("items", key) if key else []
    values, faults = sourced.values(line, layout.sources, find)
    items, of_items = _items(rows, layout.items.sources if layout.items else (), find)
    whole = {**layout.fixed, **values, "type": layout.dataset_type}
    if items:
        whole["items"] = items
    dataset = {**whole, **_identity(whole, layout)}
    open_ = left_open(dataset, layout.not_stated) if not faults else []
    return Entry(
        line=_under_fields(line, layout.sources),
        dataset={**dataset, "not_stated": open_} if open_ else dataset,
        parts={"items": [_under_fields(row, layout.items.sources) for row in rows]}
        if layout.items else {},
        faults=(*line.faults, *faults, *of_items),
    )  # fmt: skip


def _items(
    rows: list[Line], sources: tuple[Source, ...], find: Find
) -> tuple[list[dict[str, Any]], list[Fault]]:
    found, faults = list[dict[str, Any]](), list[Fault]()
    for row in rows:
        values, wrong = sourced.values(row, sources, find)
        faults += wrong
        if values:
            found.append(values)
    return found, faults


def _under_fields(line: Line, sources: Iterable[Source]) -> Line:
    """Name the cells by their fields: the first column that is filled, or the first."""
    spots = {}
    for source in sources:
        filled = [c for c in source.columns if line.texts.get(c)]
        known = [c for c in (*filled, *source.columns) if c in line.spots]
        if known:
            spots[source.name] = line.spots[known[0]]
    return replace(line, spots=spots)


def _identity(dataset: Mapping[str, Any], layout: Layout) -> dict[str, str]:
    text = "\n".join(str(dataset.get(name, "")) for name in layout.identity)
    owner = dataset.get("owner_org") or layout.organization.get("name", "")
    return {
        "source_system": layout.source_system,
        "source_id": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20],
        **({"owner_org": owner} if owner else {}),
    }


def _against(
    seen: dict[str, tuple[Mapping[str, int], Spot]], entry: Entry, labels: Mapping[str, str]
) -> Read:
    """Compare a record with an earlier one of the same identity, if there is any."""
    own = Spot(sheet=entry.line.sheet, row=entry.line.row)
    # Only hashes are kept: a file may have twenty thousand rows.
    said = {name: hash(repr(value)) for name, value in entry.dataset.items()}
    earlier, first = seen.setdefault(entry.dataset["source_id"], (said, own))
    if first is own:
        return entry
    if earlier == said:
        return Repetition(spot=own, first=first)
    differing = [n for n in {**said, **earlier} if said.get(n) != earlier.get(n)]
    spots = entry.line.spots
    faults = tuple(
        Fault(
            spot=spots.get(n, own), header=labels.get(n, n), key="contradiction",
            value=str(first),
        )
        for n in differing
    )  # fmt: skip
    return replace(entry, faults=faults)
