"""The grid, filled from the index in one request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.catalog.place import CITY_CODE, WHOLE_CITY
from ckanext.dongguan.coverage import timeliness
from ckanext.dongguan.schemas.codelists import load

from .cell import Found, State, row
from .essential import Essential, essentials

_GIVEN = "has_resource:true AND open_class:(unconditional OR conditional)"


@cache
def towns() -> tuple[str, ...]:
    """List the codes of the 33 towns and parks that the city's reports count."""
    return tuple(
        one.code for one in load("towns")
        if one.more.get("is_reporting_unit") == "1" and one.code != CITY_CODE
    )  # fmt: skip


def grid(today: date) -> dict[str, dict[str, State]]:
    """Say how far each essential dataset is there on a day: by code, then by place."""
    found = tk.get_action("dongguan_openness_facets")(
        {"user": "", "ignore_auth": True}, {"facets": _facets(essentials(), today)}
    )
    return {
        one.code: row(
            _places(found.get(one.code, {})), CITY_CODE, towns(), has_towns=one.has_towns
        )
        for one in essentials()
    }


def _facets(wanted: Iterable[Essential], today: date) -> dict[str, Any]:
    measures = {name: {"type": "query", "q": q} for name, q in _measures(today).items()}
    inner = {
        "city": {"type": "query", "q": f"catalog_town:{WHOLE_CITY}", "facet": measures},
        "towns": {"type": "terms", "field": "town", "limit": -1, "facet": measures},
    }
    return {
        one.code: {"type": "query", "q": one.query, "facet": inner} for one in wanted
    }  # fmt: skip


def _measures(today: date) -> dict[str, str]:
    cycles = timeliness.cycles()
    stale = f"({timeliness.fixed(cycles)}) AND NOT ({timeliness.on_time(cycles, today)})"
    return {"given": _GIVEN, "current": f"{_GIVEN} AND NOT ({stale})"}


def _places(found: Mapping[str, Any]) -> dict[str, Found]:
    by_town = {one["val"]: _found(one) for one in found.get("towns", {}).get("buckets", ())}
    # An entry of the whole city may name the city among its towns.
    return {**by_town, CITY_CODE: _found(found.get("city", {}))}


def _found(bucket: Mapping[str, Any]) -> Found:
    measures = (int(bucket.get(name, {}).get("count", 0)) for name in ("given", "current"))
    given, current = measures
    return Found(entries=int(bucket.get("count", 0)), given=given, current=current)


def of_place(place: str) -> str:
    """Write the filter for the entries of a place: the whole city, or one of its towns."""
    return f"+catalog_town:{WHOLE_CITY}" if place == CITY_CODE else f'+town:"{place}"'
