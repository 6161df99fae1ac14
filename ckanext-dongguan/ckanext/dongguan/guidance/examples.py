"""Questions that a developer can copy and run: against this portal, with its own data."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError

from ckanext.dongguan import account


def facts() -> dict[str, Any]:
    """Give the address of the API, an open dataset with a file, and the limits."""
    limits = ("anonymous", "token")
    return {
        "api": str(tk.h.url_for("home.index", locale="default", _external=True))
        + "api/3/action/",
        "dataset": _dataset(),
        "limits": {
            name: _pace(str(tk.config[f"ckanext.dongguan.security.limit.{name}"]))
            for name in limits
        },
        "token_days": tk.config["ckanext.dongguan.security.token_days"],
    }


def _pace(limit: str) -> str:
    """Write a limit (`600 per minute`) in words; one written otherwise stays as it is."""
    number, _, unit = limit.partition(" per ")
    words = {
        "second": tk._("{number} calls a second"),
        "minute": tk._("{number} calls a minute"),
        "hour": tk._("{number} calls an hour"),
        "day": tk._("{number} calls a day"),
    }
    return str(words.get(unit, limit)).format(number=number)


def _dataset() -> dict[str, Any] | None:
    """Choose the newest open dataset that has a file; None on a portal without one."""
    wanted = {
        "fq": "+open_class:unconditional +res_format:*",
        "sort": "data_updated_on desc, id asc",
        "rows": 1,
        "facet": "false",
    }
    try:
        found = tk.get_action("package_search")(account.of_everyone(), wanted)["results"]
    except SearchError:
        return None
    return dict(found[0]) if found else None
