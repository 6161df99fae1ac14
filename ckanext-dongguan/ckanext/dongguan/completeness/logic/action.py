"""The completeness grid for everyone."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.catalog.place import CITY_CODE
from ckanext.dongguan.clock import today
from ckanext.dongguan.language import spoken
from ckanext.dongguan.schemas import coded

from .. import grid
from ..cell import counts
from ..essential import Essential, essentials

Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
def dongguan_completeness_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show which essential datasets of a city are there, for the city and its 33 towns.

    :returns: `day`; `places`, each `code` and `label`, the city first; `counts` of the
        cells by state; `rows`, each an essential dataset with `code`, `label`, `source`,
        `department`, `high_value`, `has_towns`, `planned` (places whose gap stands in the
        open plan, with the day) and `cells`, a state by place: there, stale, partly,
        missing or not_expected
    :rtype: dictionary
    """
    tk.check_access("dongguan_completeness_show", context, data_dict)
    day = today()
    language = spoken()
    cells, planned = grid.grid(day), _planned()
    places = (CITY_CODE, *grid.towns())
    return {
        "day": day.isoformat(),
        "places": [{"code": p, "label": coded.label("town", p, language)} for p in places],
        "counts": counts(state for row in cells.values() for state in row.values()),
        "rows": [
            {
                **_named(one, language),
                "cells": {place: state.value for place, state in cells[one.code].items()},
                "planned": planned.get(one.code, {}),
            }
            for one in essentials()
        ],
    }


def _named(one: Essential, language: str) -> dict[str, Any]:
    return {
        "code": one.code, "label": one.label(language), "source": one.source,
        "department": one.department, "high_value": one.high_value, "has_towns": one.has_towns,
    }  # fmt: skip


def _planned() -> dict[str, dict[str, str]]:
    plan = tk.get_action("dongguan_plan_list")({"user": ""}, {})
    found: dict[str, dict[str, str]] = {}
    for item in plan["items"]:
        if item["essential"] and item["state"] != "done":
            found.setdefault(item["essential"], {})[item["place"]] = item["due_on"]
    return found
