"""A mapping file proposed for a table that nobody has described yet, without CKAN.

Headers are matched with the labels of the fields and with what other catalogues call them;
what is only like one, or is known by its texts alone, is marked as a guess. Values that no
code list knows are listed to be filled in, columns that are not understood are named with
what stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import yaml

from . import evidence
from .book import HEADER_WITHIN, MAX_COLUMNS
from .column import ID, NUMBER, Column, Part, Template
from .header import bare, plain
from .seen import SURE, Seen

ROWS = 500
LIKE = 0.72


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What was understood of a table."""

    sheet: str
    header_row: int
    columns: Sequence[Seen]
    items: Sequence[Seen] = ()

    @property
    def unknown(self) -> tuple[Seen, ...]:
        """List the columns that were not understood."""
        of_items = {id(one) for one in self.items}
        return tuple(c for c in self.columns if c.means is None and id(c) not in of_items)


@cache
def aliases() -> Mapping[str, Any]:
    """Read what other catalogues call the fields (`aliases.yaml`), once."""
    text = files(__package__).joinpath("aliases.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def inspect(book: Any, template: Template) -> Proposal | None:
    """Look through the sheets of a book; give the one that is most like a catalogue."""
    found = [p for sheet in book.worksheets if (p := _sheet(sheet, template)) is not None]
    return max(found, key=lambda one: sum(c.likeness for c in one.columns), default=None)


def _sheet(sheet: Any, template: Template) -> Proposal | None:
    sheet.reset_dimensions()
    rows = [
        [_text(cell) for cell in islice(cells, MAX_COLUMNS)]
        for cells in islice(sheet.iter_rows(), HEADER_WITHIN + ROWS)
    ]
    known = _names(template.main, aliases())
    place = max(
        range(min(len(rows), HEADER_WITHIN)), default=None,
        key=lambda n: (_likeness(rows[n], known), len({t for t in rows[n] if t}), -n),
    )  # fmt: skip
    if place is None or not any(rows[place]):
        return None
    columns = [
        Seen(header=text, texts=[r[n] for r in rows[place + 1 :] if n < len(r) and r[n]])
        for n, text in enumerate(rows[place])
        if text
    ]
    _assign(columns, known)
    evidence.corrected(columns, template)
    items = _items(columns, template)
    return Proposal(sheet=sheet.title, header_row=place + 1, columns=columns, items=items)


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _likeness(texts: Sequence[str], known: Mapping[str, Column]) -> int:
    return sum(1 for text in texts if plain(text) in known or bare(text) in known)


def _names(part: Part, aliases: Mapping[str, Any]) -> dict[str, Column]:
    """Index the fields by all that they may be called; a field's own label counts first."""
    names = {plain(one.label_zh): one for one in part.columns}
    for one in part.columns:
        for name in (one.name, one.label_en, *_of(aliases, one.name)):
            names.setdefault(plain(name), one)
    # What most catalogues mean by it counts before a label of ours.
    for one in part.columns:
        for name in _of(aliases, one.name)[:2]:
            names[plain(name)] = one
    # Numbers of rows and of the portal are no fields.
    return {text: one for text, one in names.items() if text and one.name not in (NUMBER, ID)}


def _of(aliases: Mapping[str, Any], name: str) -> list[str]:
    found = aliases.get(name)
    return found if isinstance(found, list) else []


def _assign(columns: Sequence[Seen], known: Mapping[str, Column]) -> None:
    """Give each field its likeliest column; what is called exactly so comes first."""
    taken: dict[str, Seen] = {}
    for least in (SURE, LIKE):
        for seen in columns:
            if seen.means is not None:
                continue
            found, likeness = _best(seen.header, known)
            if found is None or likeness < least:
                continue
            if (first := taken.setdefault(found.name, seen)) is seen:
                seen.means, seen.likeness = found, likeness
            elif likeness == SURE:
                first.further.append(seen.header)


def _best(header: str, known: Mapping[str, Column]) -> tuple[Column | None, float]:
    for text in (plain(header), bare(header)):
        if text in known:
            return known[text], SURE
    scored = ((SequenceMatcher(None, bare(header), name).ratio(), name) for name in known)
    ratio, name = max(scored, default=(0.0, ""))
    return (known[name], ratio) if ratio >= LIKE else (None, 0.0)


def _items(columns: Sequence[Seen], template: Template) -> list[Seen]:
    """Find columns of data items among those that are none of the dataset."""
    part = next((one for one in template.parts if one.field == "items"), None)
    if part is None:
        return []
    known = _names(part, aliases()["items"])
    left = [Seen(header=one.header, texts=one.texts) for one in columns if one.means is None]
    _assign(left, known)
    found = [one for one in left if one.means is not None and one.likeness == SURE]
    if not any(one.means and one.means.name == "name" for one in found):
        return []
    headers = {one.header for one in found}
    for one in columns:
        if one.header in headers:
            one.likeness = SURE
    return found
