"""The values of a row's fields, each from its columns, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from ckanext.dongguan.directory import day
from ckanext.dongguan.schemas.codelists import load
from ckanext.dongguan.text import keyword

from .book import Line
from .cell import SEPARATOR, Find, value_of
from .fault import Fault, Spot
from .header import plain
from .layout import Source

# Several moments in a cell: the latest counts.
_STAMP = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
Filled = list[tuple[str, str]]


class _UnreadError(Exception):
    """A cell cannot be read; the key of the sentence, the column and the text."""

    def __init__(self, key: str, column: str, text: str = "") -> None:
        super().__init__(key)
        self.key, self.column, self.text = key, column, text


def values(
    line: Line, sources: Iterable[Source], find: Find
) -> tuple[dict[str, Any], list[Fault]]:
    """Read the fields of a row; what is empty is left out, what cannot be read is told."""
    found, faults = dict[str, Any](), list[Fault]()
    whole = Spot(sheet=line.sheet, row=line.row)
    # What depends on other fields is read after them.
    for source in sorted(sources, key=lambda one: bool(one.when)):
        if any(found.get(name) not in codes for name, codes in source.when.items()):
            continue
        filled = [(c, line.texts[c]) for c in source.columns if line.texts.get(c)]
        try:
            value = _value(source, filled, find)
        except _UnreadError as error:
            spot = line.spots.get(error.column, whole)
            text = error.text[:40]
            faults.append(Fault(spot=spot, header=error.column, key=error.key, value=text))
            continue
        if value not in ("", []):
            found["tags" if source.column.kind == "keywords" else source.name] = value
    return found, faults


def _value(source: Source, filled: Filled, find: Find) -> Any:
    if not filled:
        if source.is_required:
            raise _UnreadError("empty", source.columns[0])
        return ""
    if source.column.kind == "provider":
        return _provider(filled, source, find)
    return _READERS.get(source.column.kind, _text)(source, filled)


def _text(source: Source, filled: Filled) -> Any:
    texts = [source.values.get(plain(text), text) for _, text in filled]
    joined = texts[0] if source.joined is None else source.joined.join(dict.fromkeys(texts))
    return value_of(joined, source.column, lambda _name: None) if joined else ""


def _code(source: Source, filled: Filled) -> str:
    codes = load(source.column.codelist)
    unknown: Filled = []
    for column, text in filled:
        if meant := source.values.get(plain(text)):
            return meant
        if plain(text) in source.values:
            continue
        if found := codes.find(text):
            return str(found.code)
        unknown.append((column, text))
    if unknown and source.otherwise is None:
        raise _UnreadError("unknown_code", *unknown[0])
    return (source.otherwise or "") if unknown else ""


def _codes(source: Source, filled: Filled) -> list[str]:
    column, text = filled[0]
    parts = [part.strip() for part in SEPARATOR.split(text) if part.strip()]
    found = [_code(source, [(column, part)]) for part in parts]
    return list(dict.fromkeys(code for code in found if code))


def _keywords(_source: Source, filled: Filled) -> list[dict[str, str]]:
    found = dict.fromkeys(word for _, text in filled for word in keyword.split(text))
    bad = next((word for word in found if keyword.problem(word)), None)
    if bad is not None:
        raise _UnreadError("bad_keyword", filled[0][0], bad)
    return [{"name": word} for word in found]


def _provider(filled: Filled, source: Source, find: Find) -> str:
    for _column, text in filled:
        if found := source.values.get(plain(text)) or find(text):
            return found
    if source.otherwise is not None:
        return source.otherwise
    raise _UnreadError("unknown_provider", *filled[0])


def _day(source: Source, filled: Filled) -> str:
    column, text = filled[0]
    if plain(text) in source.values:
        return source.values[plain(text)]
    found = _formed(text, source.form) if source.form else _latest(text)
    if found is None:
        raise _UnreadError("no_day", column, text)
    return found.isoformat()


def _formed(text: str, form: str) -> date | None:
    if form == "excel":
        return day.of_serial(text) or day.parse(text)
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return day.parse(text)


def _latest(text: str) -> date | None:
    if (single := day.parse(text)) is not None:
        return single
    stamps = _STAMP.findall(text)
    days = [day.parse(stamp) for stamp in stamps]
    known = [found for found in days if found]
    if not known or len(known) < len(days) or _STAMP.sub("", text).strip(" ,;，；、"):
        return None
    return max(known)


_READERS: Mapping[str, Callable[[Source, Filled], Any]] = {
    "code": _code,
    "codes": _codes,
    "keywords": _keywords,
    "day": _day,
}
