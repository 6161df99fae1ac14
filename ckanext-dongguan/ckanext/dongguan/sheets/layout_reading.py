"""A mapping file read, and everything that is wrong with it found, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml

from ckanext.dongguan.schemas.codelists import load

from .column import Column, Part, Template
from .header import plain
from .layout import Items, Layout, Source

MOST_CHARACTERS = 200_000
KEYS = {
    "label", "label_en", "type", "source_system", "organization", "identity", "fields",
    "defaults", "ignore", "not_stated", "sheet", "key", "items",
}  # fmt: skip
FIELD_KEYS = {"columns", "values", "otherwise", "join", "format", "when", "required"}
# The kinds of fields that hold codes.
CODED = ("code", "codes")


@dataclass(frozen=True, kw_only=True)
class MappingFault:
    """What is wrong in a mapping file: the key of a sentence, where, and which text."""

    key: str
    place: str
    value: str = ""
    near: str = ""


class MappingRefusedError(Exception):
    """The mapping file cannot be used; `faults` says why."""

    def __init__(self, faults: tuple[MappingFault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults


def dataset_type(text: str) -> str:
    """Tell which type of datasets a mapping file is for.

    :raises MappingRefusedError: it is no mapping file
    """
    return str(_raw(text).get("type", "dataset"))


def read(text: str, name: str, template: Template) -> Layout:
    """Read a mapping file for the fields of a template.

    :raises MappingRefusedError: with every fault in it
    """
    raw = _raw(text)
    reader = _Reader(template)
    layout = reader.layout(raw, name)
    if reader.faults:
        raise MappingRefusedError(tuple(reader.faults))
    return layout


def _raw(text: str) -> Mapping[str, Any]:
    if len(text) > MOST_CHARACTERS:
        raise MappingRefusedError((MappingFault(key="long", place=""),))
    try:
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = str(mark.line + 1) if mark else ""
        raise MappingRefusedError((MappingFault(key="no_yaml", place=place),)) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("fields"), dict):
        raise MappingRefusedError((MappingFault(key="no_fields", place="fields"),))
    return raw


class _Reader:
    """Reads the parts of one file and notes what is wrong."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self.faults: list[MappingFault] = []

    def layout(self, raw: Mapping[str, Any], name: str) -> Layout:
        self._known(raw, KEYS, "")
        main = self._template.main
        sources = tuple(self._sources(raw["fields"], main, "fields"))
        fields = {source.name for source in sources}
        defaults = dict(self._defaults(raw.get("defaults") or {}))
        identity = [self._name(one, main, "identity") for one in _list(raw.get("identity"))]
        return Layout(
            name=name,
            label=str(raw.get("label") or name),
            label_en=str(raw.get("label_en") or raw.get("label") or name),
            dataset_type=self._template.dataset_type,
            source_system=str(raw.get("source_system") or f"catalogue-{name}"),
            sources=sources,
            identity=tuple(filter(None, identity)) or _usual_identity(fields),
            fixed=defaults,
            organization=raw.get("organization") or {},
            not_stated=tuple(
                self._name(one, main, "not_stated") for one in _list(raw.get("not_stated"))
            ),
            sheet=str(raw.get("sheet") or ""),
            key=tuple(_list(raw.get("key"))),
            items=self._items(raw.get("items")),
            ignored=tuple(_list(raw.get("ignore"))),
        )

    def _items(self, raw: Any) -> Items | None:
        part = next((one for one in self._template.parts if one.field == "items"), None)
        if not isinstance(raw, dict) or part is None:
            return None
        sources = tuple(self._sources(raw.get("fields") or {}, part, "items"))
        return Items(sources=sources, sheet=str(raw.get("sheet") or ""))

    def _sources(self, raw: Mapping[Any, Any], part: Part, place: str) -> Iterator[Source]:
        for said, how in raw.items():
            column = self._column(str(said), part, place)
            if column is not None and how not in (None, "", []):
                told = how if isinstance(how, dict) else {"columns": how}
                yield self._source(column, told, dict(self._when(told, part)))

    def _when(
        self, how: Mapping[str, Any], part: Part
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        raw = how.get("when")
        for said, meant in raw.items() if isinstance(raw, dict) else ():
            column = self._column(str(said), part, "when")
            if column is not None:
                yield column.name, tuple(self._code(column, one) for one in _list(meant))

    def _source(
        self, column: Column, how: Mapping[str, Any], when: Mapping[str, tuple[str, ...]]
    ) -> Source:
        place = column.label_zh
        self._known(how, FIELD_KEYS, place)
        columns = tuple(_list(how.get("columns")))
        if not columns:
            self.faults.append(MappingFault(key="no_columns", place=place))
        return Source(
            column=column,
            columns=columns or (place,),
            values={
                plain(str(text)): self._code(column, meant)
                for text, meant in (how.get("values") or {}).items()
            },
            otherwise=self._code(column, how["otherwise"]) if "otherwise" in how else None,
            joined=None if how.get("join") is None else str(how["join"]),
            form=str(how.get("format") or ""),
            when=when,
            is_required=bool(how.get("required", column.name == "title")),
        )

    def _defaults(self, raw: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
        for said, value in raw.items():
            column = self._column(str(said), self._template.main, "defaults")
            if column is None:
                continue
            codes = [self._code(column, one) for one in _list(value)]
            yield column.name, codes if column.kind == "codes" else "、".join(codes)

    def _code(self, column: Column, meant: Any) -> str:
        text = str(meant).lower() if isinstance(meant, bool) else str(meant or "")
        if column.kind not in CODED or text == "":
            return text
        codes = load(column.codelist)
        found = codes.get(text) or codes.find(text)
        if found is None:
            near = get_close_matches(text, [c.label_zh for c in codes], 1, 0.3)
            place = column.label_zh
            self.faults.append(
                MappingFault(key="no_code", place=place, value=text, near="".join(near))
            )
        return found.code if found else text

    def _name(self, said: str, part: Part, place: str) -> str:
        column = self._column(said, part, place)
        return column.name if column else ""

    def _column(self, said: str, part: Part, place: str) -> Column | None:
        column = part.column(said)
        if column is None:
            labels = [one.label_zh for one in part.columns]
            near = "".join(get_close_matches(said, labels, 1, 0.3))
            self.faults.append(MappingFault(key="no_field", place=place, value=said, near=near))
        return column

    def _known(self, raw: Mapping[str, Any], keys: set[str], place: str) -> None:
        for key in raw:
            if key not in keys:
                near = "".join(get_close_matches(str(key), sorted(keys), 1, 0.5))
                self.faults.append(
                    MappingFault(key="no_key", place=place, value=str(key), near=near)
                )


def _list(value: Any) -> list[str]:
    if value in (None, "", []):
        return []
    if not isinstance(value, list):
        return [str(value)]
    # A list in a list is one list: long ones are written in several lines.
    nested = (_list(one) if isinstance(one, list) else [str(one)] for one in value)
    return [text for inner in nested for text in inner]


def _usual_identity(fields: set[str]) -> tuple[str, ...]:
    if "resource_code" in fields:
        return ("resource_code", "title")
    return tuple(one for one in ("title", "owner_org", "author") if one in fields) or ("title",)
