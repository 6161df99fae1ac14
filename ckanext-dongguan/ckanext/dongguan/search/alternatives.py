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

# What a page writes for a chosen value; a value with a quotation mark stays as it is written.
_CHOSEN = re.compile(r'(?:^|(?<=\s))\+?(\w+): ?"([^"\\]*)"(?=\s|$)')


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


def offered(params: Mapping[str, Any], facets: Collection[str]) -> dict[str, Any]:
    """Turn the values chosen in each of `facets` into alternatives.

    :param params: of a search; `fq` holds what is chosen as `field:"value"`
    """
    filters = str(params.get("fq") or "")
    chosen: dict[str, list[str]] = {}
    for field, value in _CHOSEN.findall(filters):
        if field in facets:
            chosen.setdefault(field, []).append(value)
    if not chosen:
        return dict(params)
    counted = [_uncounted(name, chosen) for name in params.get("facet.field") or []]
    lists = [*(params.get("fq_list") or []), *map(_any_of, chosen, chosen.values())]
    return {**params, "fq": _without(filters, chosen), "fq_list": lists, "facet.field": counted}


def _without(filters: str, chosen: Collection[str]) -> str:
    left = _CHOSEN.sub(lambda one: "" if one[1] in chosen else one[0], filters)
    return " ".join(left.split())


def _any_of(field: str, values: list[str]) -> Local:
    quoted = " OR ".join(f'"{value}"' for value in dict.fromkeys(values))
    return Local(text=f"{{!tag={field}}}{field}:({quoted})")


def _uncounted(field: str, chosen: Collection[str]) -> str | Local:
    return Local(text=f"{{!ex={field}}}{field}") if field in chosen else field
