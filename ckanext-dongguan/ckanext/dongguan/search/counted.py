"""Facets that are conditions: one number for each, without CKAN.

CKAN reads from an answer only the facets that are fields. One number for each condition costs
the index the same however many days there are; a field would have to be counted by each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Search = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A facet whose values are conditions, with the facet whose chosen values do not count."""

    name: str
    field: str
    conditions: Mapping[str, str]
    uncounted: str = ""

    def queries(self) -> dict[str, str]:
        """Write the query that counts each value."""
        local = f"ex={self.uncounted} " if self.uncounted else ""
        return {
            value: f'{{!{local}key="{self._key(value)}"}}{self.field}:{condition}'
            for value, condition in self.conditions.items()
        }

    def read(self, numbers: Mapping[str, int]) -> list[str | int]:
        """Write what the index counted as it writes a facet: value, number, value, …"""
        counts = ((value, numbers.get(self._key(value), 0)) for value in self.conditions)
        return [part for value, number in counts if number for part in (value, number)]

    def _key(self, value: str) -> str:
        return f"{self.name}.{value}"


def search(ask: Search, *query: Any, **params: Any) -> Any:
    """Ask the index, and put facets that are conditions among those that are fields."""
    fields = params.get("facet.field")
    wanted = [one for one in fields if isinstance(one, Counted)] if fields else []
    if not wanted:
        return ask(*query, **params)
    counts = [count for one in wanted for count in one.queries().values()]
    kept = [one for one in fields or () if not isinstance(one, Counted)]
    answer = ask(*query, **{**params, "facet.field": kept, "facet.query": counts})
    numbers = answer.facets.get("facet_queries", {})
    answer.facets.setdefault("facet_fields", {}).update(
        {one.name: one.read(numbers) for one in wanted}
    )
    return answer
