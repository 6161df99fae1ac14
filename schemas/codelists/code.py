"""One code and one list of codes, without CKAN."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

COLUMNS = ("code", "label_zh", "label_en", "note", "source", "valid_from", "valid_to")
# What a list may say beside its common columns and every list understands.
PARENT, SUCCESSOR, SYNONYMS, SHORT = "parent", "successor", "synonyms", "short_zh"
UNSURE = "unsure:"


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

    def is_retired(self, on: date) -> bool:
        """Tell whether the code has been given up before a day."""
        return bool(self.valid_to) and self.valid_to < on.isoformat()

    @property
    def parent(self) -> str:
        """Name the code above it in a hierarchical list; empty at the top."""
        return self.more.get(PARENT, "")

    @property
    def successor(self) -> str:
        """Name the code that took the place of a retired one; empty where none did."""
        return self.more.get(SUCCESSOR, "")

    def values(self, column: str) -> tuple[str, ...]:
        """List what stands in a column that may hold several values, split by `;`."""
        return tuple(value for value in self.more.get(column, "").split(";") if value)

    @property
    def is_unsure(self) -> bool:
        """Tell whether nobody has yet confirmed the row from a public source."""
        return self.source.startswith(UNSURE)

    @property
    def source_text(self) -> str:
        """Return where the row was read, without the mark of doubt."""
        return self.source.removeprefix(UNSURE).strip()

    @property
    def names(self) -> tuple[str, ...]:
        """List what it is called: labels, short name, synonyms (split by `|`), each once."""
        synonyms = self.more.get(SYNONYMS, "").split("|")
        short = self.more.get(SHORT, "")
        names = dict.fromkeys((self.label_zh, self.label_en, short, *synonyms))
        return tuple(name for name in names if name)


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
        """Find a code by itself or any of its names; full-width letters count as plain ones."""
        return self._by_name.get(plain(text))

    def valid(self, on: date) -> tuple[Code, ...]:
        """List the codes that may be given to a record on a day."""
        return tuple(code for code in self.codes if code.is_valid(on))

    def column(self, name: str) -> Mapping[str, Code]:
        """Index the list by the values of another column; the first of equal ones counts."""
        if name not in self._columns:
            found: dict[str, Code] = {}
            for code in self.codes:
                found.setdefault(code.more.get(name, ""), code)
            found.pop("", None)
            self._columns[name] = found
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, dict[str, Code]]:
        return {}

    @cached_property
    def _by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.codes}

    @cached_property
    def _by_name(self) -> dict[str, Code]:
        names: dict[str, Code] = {}
        for code in self.codes:
            for name in (code.code, *code.names):
                names.setdefault(plain(name), code)
        names.pop("", None)
        return names


def plain(text: str) -> str:
    """Write a name as it is compared: full-width forms as plain ones, no space around."""
    return unicodedata.normalize("NFKC", text).strip()
