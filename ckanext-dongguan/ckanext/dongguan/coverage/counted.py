"""The tallies of the departments, for who asks: one request to the index."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.openness import counting

from . import timeliness
from .rate import Tally


def tallies(
    context: Mapping[str, Any], today: date, declared: Mapping[str, Mapping[str, Any]]
) -> dict[str, Tally]:
    """Count what each department (by its address) has; those with a list of it too."""
    known = timeliness.cycles()
    measures = {
        "attached": counting.ATTACHED,
        "opened": counting.OPEN,
        "fixed": timeliness.fixed(known),
        "on_time": timeliness.on_time(known, today),
    }
    found = tk.get_action("dongguan_openness_count")(
        {**context, "ignore_auth": True},
        {"fields": ["organization"], "measures": measures},
    )
    counted = found["fields"]["organization"]
    return {
        name: Tally(
            declared=declared[name]["items"] if name in declared else None,
            **counted.get(name, {}),
        )
        for name in {*counted, *declared}
    }
