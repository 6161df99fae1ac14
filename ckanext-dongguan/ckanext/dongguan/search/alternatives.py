"""Several values chosen in one facet: any of them will do, without CKAN.

CKAN's pages write one filter after the other, all of which must be met; two formats or two
towns then find nothing. Here the values of one facet become alternatives, and the facet goes
on counting as if nothing were chosen in it, so that the others can still be added.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .counted import Counted

# What a page writes for a chosen value; a value with a quotation mark stays as it is written.
_CHOSEN = re.compile(r'(?:^|(?<=\s))\+?(\w+): ?"([^"\\]*)"(?=\s|$)')

_NOTHING = "(+*:* -*:*)"


@dataclass(frozen=True, kw_only=True)
class Local:
    """A parameter with local parameters of our own.

    CKAN refuses those in texts, because texts come from callers; this one is no text and
    becomes one when it is sent.
    """

    text: str

    def __str__(self) -> str:
        return self.text

    def __contains__(self, part: str) -> bool:
        return part in self.text


@dataclass(frozen=True, kw_only=True)
class Derived:
    """A facet that no field holds: each of its values is a condition on `field`."""

    field: str
    conditions: Mapping[str, str]


def offered(
    params: Mapping[str, Any], facets: Collection[str], derived: Mapping[str, Derived]
) -> dict[str, Any]:
    """Turn the values chosen in each of `facets` into alternatives.

    :param params: of a search; `fq` holds what is chosen as `field:"value"`
    :param derived: those of `facets` that no field holds
    """
    filters = str(params.get("fq") or "")
    chosen: dict[str, list[str]] = {}
    for field, value in _CHOSEN.findall(filters):
        if field in facets:
            chosen.setdefault(field, []).append(value)
    counted = [_counted(name, chosen, derived) for name in params.get("facet.field") or []]
    lists = [_any_of(field, values, derived.get(field)) for field, values in chosen.items()]
    return {
        **params,
        **({"facet.field": counted} if counted else {}),
        **({"fq": _without(filters, chosen)} if chosen else {}),
        **({"fq_list": [*(params.get("fq_list") or []), *lists]} if chosen else {}),
    }


def _without(filters: str, chosen: Collection[str]) -> str:
    left = _CHOSEN.sub(lambda one: "" if one[1] in chosen else one[0], filters)
    return " ".join(left.split())


def _any_of(facet: str, values: list[str], derived: Derived | None) -> Local:
    known = derived.conditions if derived else {value: f'"{value}"' for value in values}
    any_of = " OR ".join(dict.fromkeys(known[value] for value in values if value in known))
    field = derived.field if derived else facet
    return Local(text=f"{{!tag={facet}}}" + (f"{field}:({any_of})" if any_of else _NOTHING))


def _counted(
    name: str, chosen: Collection[str], derived: Mapping[str, Derived]
) -> str | Local | Counted:
    uncounted = name if name in chosen else ""
    if name in derived:
        of = derived[name]
        return Counted(name=name, field=of.field, conditions=of.conditions, uncounted=uncounted)
    return Local(text=f"{{!ex={name}}}{name}") if uncounted else name
