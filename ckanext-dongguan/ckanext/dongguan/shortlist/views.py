"""`/compare`: a few datasets side by side; `/search/results.*`: the list as a file."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan.text.filename import content_disposition

from . import comparison, files, listing, telling

dongguan_shortlist = Blueprint("dongguan_shortlist", __name__)

__all__ = ["dongguan_shortlist"]

# Characters of the query in the name of the file.
_LONGEST = 30
_WRITERS = {
    "csv": (files.csv_text, "text/csv"),
    "json": (files.json_text, "application/json"),
    "atom": (files.atom_text, "application/atom+xml"),
}


@dongguan_shortlist.get("/compare")
def compare() -> str:
    """Show two to four datasets side by side."""
    asked = comparison.chosen(tk.request.args.getlist("id"))
    datasets = [one for one in map(_shown, asked) if one]
    told = [telling.told(one) for one in datasets]
    facts = {
        "datasets": datasets,
        "lines": comparison.lines(telling.labels(), told),
        "fewest": comparison.FEWEST,
        "most": comparison.MOST,
        "is_cut": len(set(tk.request.args.getlist("id"))) > comparison.MOST,
        "is_short": len(datasets) < len(asked),
    }
    return str(tk.render("dongguan/shortlist/compare.html", facts))


@dongguan_shortlist.get("/search/results.<any(csv, json, atom):form>")
def export(form: str) -> Response:
    """Give the list of results as a file, its first thousand datasets."""
    write, kind = _WRITERS[form]
    response = Response(write(listing.found()), mimetype=kind)
    if form != "atom":
        name = " ".join(filter(None, (tk._("List of datasets"), listing.words()[:_LONGEST])))
        response.headers["Content-Disposition"] = content_disposition(f"{name}.{form}")
    return response


def _shown(name: str) -> dict[str, Any] | None:
    """Show a dataset; one that is not there and one that is not this person's are the same."""
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    try:
        return dict(tk.get_action("package_show")(context, {"id": name}))
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return None
