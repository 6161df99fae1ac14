"""What a list is for and what its columns say, from `lists.yaml`, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .code import Code, CodeList

Text = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a list's own; the page shows it in the languages it has a label in."""

    name: str
    label: Text
    codelist: str


@dataclass(frozen=True, kw_only=True)
class About:
    """A list's name and purpose by language, and its columns."""

    name: str
    label: Text
    about: Text
    columns: tuple[Column, ...]

    def shown(self, language: str) -> tuple[Column, ...]:
        """List the columns that the page shows beside code, names and note."""
        return tuple(column for column in self.columns if language in column.label)


def about(name: str) -> About:
    """Read what is said of a list; one of which nothing is said is called by its name."""
    raw = _table().get(name, {})
    return About(
        name=name,
        label=raw.get("label") or {"zh_Hans_CN": name, "en": name},
        about=raw.get("about") or {},
        columns=tuple(_column(*pair) for pair in raw.get("columns", {}).items()),
    )


def astray(codes: CodeList, other: Mapping[str, CodeList]) -> Iterator[tuple[Code, str, str]]:
    """Give code, column and value where a column names a code that its list does not hold."""
    for column in about(codes.name).columns:
        if column.codelist in other:
            yield from _astray(codes, column.name, other[column.codelist])


def _astray(codes: CodeList, column: str, targets: CodeList) -> Iterator[tuple[Code, str, str]]:
    for code in codes:
        yield from ((code, column, v) for v in code.values(column) if v not in targets)


def _column(name: str, raw: Mapping[str, Any]) -> Column:
    return Column(name=name, label=raw.get("label", {}), codelist=raw.get("codelist", ""))


@cache
def _table() -> Mapping[str, Any]:
    text = files(__package__).joinpath("lists.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
