"""The essential datasets of a city: their words and the queries that find them.

Without CKAN.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

SOURCES = ("godi", "census", "hvd", "ours")


@dataclass(frozen=True, kw_only=True)
class Essential:
    """One essential dataset; `unlike` are words whose titles do not count."""

    code: str
    zh: str
    en: str
    words: tuple[str, ...]
    department: str
    source: str
    has_towns: bool
    high_value: str = ""
    unlike: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Name it in a language."""
        return self.zh if language.startswith("zh") else self.en

    @property
    def query(self) -> str:
        """Write the query for entries whose title says that they are it."""
        found = f"title:({_phrases(self.words)})"
        return f"{found} NOT title:({_phrases(self.unlike)})" if self.unlike else found


def _phrases(words: tuple[str, ...]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


@cache
def essentials() -> tuple[Essential, ...]:
    """Read the list, in its order.

    :raises ValueError: a code stands in it twice, or a source is unknown
    """
    text = files(__package__).joinpath("essentials.yaml").read_text(encoding="utf-8")
    found = tuple(map(_essential, yaml.safe_load(text)))
    if len({one.code for one in found}) < len(found):
        raise ValueError("essentials.yaml: a code stands in it twice")
    if strange := {one.source for one in found} - set(SOURCES):
        raise ValueError(f"essentials.yaml: unknown sources {sorted(strange)}")
    return found


def _essential(row: dict[str, Any]) -> Essential:
    row = dict(row)
    unlike, towns = row.pop("not", ()), row.pop("towns")
    words = tuple(row.pop("words"))
    return Essential(words=words, unlike=tuple(unlike), has_towns=towns, **row)
