"""The portal's code lists, read from the CSV files beside this module, without CKAN.

Forms, validators, facets, harvest maps and Excel read the same lists. A code that
is retired keeps its row (`valid_to`): what was published with it keeps its label.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

COLUMNS = ("code", "label_zh", "label_en", "note", "source", "valid_from", "valid_to")


@dataclass(frozen=True, kw_only=True)
class Code:
    """One code with its labels and the days (ISO 8601) between which it may be given."""

    code: str
    label_zh: str
    label_en: str
    note: str
    source: str
    valid_from: str
    valid_to: str
    more: Mapping[str, str]

    def label(self, language: str) -> str:
        """Return the label in a language (`zh_Hans_CN`, `en`); Chinese where it has none."""
        return self.label_zh if language.startswith("zh") else self.label_en or self.label_zh

    def is_valid(self, on: date) -> bool:
        """Tell whether the code may be given to a record on a day."""
        return self.valid_from <= on.isoformat() <= (self.valid_to or "9999")


@dataclass(frozen=True)
class CodeList:
    """A list of codes in the order of its file."""

    name: str
    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Code | None:
        """Find a code, retired ones too."""
        return self._by_code.get(code)

    def label(self, code: str, language: str) -> str:
        """Return the label of a code; an unknown code is its own label."""
        found = self.get(code)
        return found.label(language) if found else code

    def find(self, text: str) -> Code | None:
        """Find a code by its code, a label or a synonym (column `synonyms`, split by `|`)."""
        return self._by_name.get(text.strip())

    def valid(self, on: date) -> tuple[Code, ...]:
        """List the codes that may be given to a record on a day."""
        return tuple(code for code in self.codes if code.is_valid(on))

    @cached_property
    def _by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.codes}

    @cached_property
    def _by_name(self) -> dict[str, Code]:
        names: dict[str, Code] = {}
        for code in self.codes:
            synonyms = code.more.get("synonyms", "").split("|")
            for name in (code.code, code.label_zh, code.label_en, *synonyms):
                names.setdefault(name, code)
        names.pop("", None)
        return names


@cache
def load(name: str) -> CodeList:
    """Read a code list once.

    :raises LookupError: there is no list of that name
    """
    file = files(__package__).joinpath(f"{name}.csv")
    if not name.isidentifier() or not file.is_file():
        raise LookupError(f"no code list {name!r}")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return CodeList(name, tuple(map(_code, rows)))


def _code(row: dict[str, str]) -> Code:
    more = {key: value for key, value in row.items() if key not in COLUMNS}
    return Code(**{key: row[key] for key in COLUMNS}, more=MappingProxyType(more))
