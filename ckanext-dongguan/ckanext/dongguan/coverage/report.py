"""Coverage as page, API and workbook give it: one report, made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from .rate import Tally, measured, whole


def numbers(tally: Tally) -> dict[str, Any]:
    """Write a tally with its rates: each `part`, `whole` and `percent`, None where unknown."""
    rates = {
        one.rate.value: {"part": one.part, "whole": one.whole, "percent": one.percent}
        for one in measured(tally)
    }
    return {"numbers": asdict(tally), "rates": rates}


def report(
    tallies: Mapping[str, Tally], providers: Iterable[Mapping[str, Any]], today: date
) -> dict[str, Any]:
    """Write the report of a day: the city, and the departments in the order of `providers`."""
    return {
        "day": today.isoformat(),
        "city": numbers(whole(tallies.values())),
        "departments": [
            {
                "name": one["name"],
                "title": one["title"],
                "title_en": one["title_en"],
                "provider_class": one["provider_class"],
                **numbers(tallies[one["name"]]),
            }
            for one in providers
            if one["name"] in tallies
        ],
    }
