"""Which codes of its list a field takes, without CKAN.

A field may be bound to one branch of a hierarchical list (`codelist_below` in the
schema: what stands below that code). A retired code is taken only where the record
holds it already: it stays with what was published.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ckanext.dongguan.schemas.codelists import Code, CodeList, ancestors, descendants, load

NONE: frozenset[str] = frozenset()


class Objection(StrEnum):
    """Why a code is not taken."""

    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"
    RETIRED = "retired"
    NOT_YET = "not_yet"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A list, the branch of it that a field takes (empty: all of it), and the day."""

    codes: CodeList
    below: str
    on: date

    @classmethod
    def of_field(cls, field: Mapping[str, Any], on: date) -> Offer:
        """Read the offer of a schema's field."""
        below = str(field.get("codelist_below", ""))
        return cls(codes=load(field["codelist"]), below=below, on=on)

    def objection(self, code: object, held: frozenset[str] = NONE) -> Objection | None:
        """Say why a code is not taken, None if it is; `held` is what the record has."""
        found = self.codes.get(code) if isinstance(code, str) else None
        if found is None:
            return Objection.UNKNOWN
        if code in held or (self._is_inside(found) and found.is_valid(self.on)):
            return None
        if not self._is_inside(found):
            return Objection.ELSEWHERE
        return Objection.RETIRED if found.is_retired(self.on) else Objection.NOT_YET

    def choices(self, held: frozenset[str] = NONE) -> Iterator[tuple[Code, int]]:
        """List the codes to choose from with their depth below the branch (0 is its top)."""
        base = len(ancestors(self.codes, self.below)) + 1 if self.below else 0
        for code in descendants(self.codes, self.below):
            if self.objection(code.code, held) is None:
                yield code, len(ancestors(self.codes, code.code)) - base

    def _is_inside(self, code: Code) -> bool:
        return not self.below or self.below in {
            above.code for above in ancestors(self.codes, code.code)
        }


def held(value: Any) -> frozenset[str]:
    """Read the codes that a record holds in a field: one, or several as JSON or a list."""
    if isinstance(value, str) and value[:1] == "[":
        try:
            value = json.loads(value)
        except ValueError:
            return frozenset([value])
    if isinstance(value, str):
        return frozenset([value])
    return frozenset(map(str, value)) if isinstance(value, list | tuple) else NONE
