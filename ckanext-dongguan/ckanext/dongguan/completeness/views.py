"""The grid at `/completeness`, and a page for each of its cells."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

from . import grid
from .essential import Essential, essentials

dongguan_completeness = Blueprint("dongguan_completeness", __name__, url_prefix="/completeness")

__all__ = ["dongguan_completeness"]

SHOWN = 50


@dongguan_completeness.get("", strict_slashes=False)
def index() -> str:
    """Show the grid; on a phone the city and the place that was chosen."""
    shown = _grid()
    places = [one["code"] for one in shown["places"]]
    asked = tk.request.args.get("place", "")
    chosen = asked if asked in places else places[0]
    return str(tk.render("dongguan/completeness/index.html", {"grid": shown, "chosen": chosen}))


@dongguan_completeness.get("/<code>/<place>")
def cell(code: str, place: str) -> str:
    """Show what was found for one cell, or how its gap is to be filled."""
    essential = next((one for one in essentials() if one.code == code), None)
    shown = _grid()
    here = next((one for one in shown["places"] if one["code"] == place), None)
    if essential is None or here is None:
        return str(tk.abort(404, tk._("The grid has no such cell: choose one from it.")))
    row = next(one for one in shown["rows"] if one["code"] == code)
    extra = {
        "row": row, "place": here, "state": row["cells"][place], "city": shown["places"][0],
        "entries": _entries(essential, place), "day": shown["day"],
    }  # fmt: skip
    return str(tk.render("dongguan/completeness/cell.html", extra))


def _grid() -> dict[str, Any]:
    return dict(tk.get_action("dongguan_completeness_show")({"user": ""}, {}))


def _entries(essential: Essential, place: str) -> list[dict[str, Any]]:
    asked = {
        "fq_list": [f"+({essential.query})", grid.of_place(place)],
        "rows": SHOWN, "facet": False, "sort": "data_updated_on desc",
    }  # fmt: skip
    found = tk.get_action("package_search")({"user": ""}, asked)
    results: list[dict[str, Any]] = found["results"]
    return results
