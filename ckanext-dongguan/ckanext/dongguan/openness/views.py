"""The overview at `/dongguan/openness`: what is restricted, and what is visible to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, stream_with_context

from ckanext.dongguan import given
from ckanext.dongguan.audit.export import MARK, cell
from ckanext.dongguan.clock import SHANGHAI, now
from ckanext.dongguan.files.letting_go import piece_by_piece

from . import listing, overview, person, showing
from .actor import Standing
from .listing import Teller

dongguan_openness = Blueprint("dongguan_openness", __name__, url_prefix="/dongguan/openness")

__all__ = ["dongguan_openness"]

_PAGE = 50
_FIELDS = ("case", "department", "q")


@dongguan_openness.before_request
def _only_for_those_who_look_after_openness() -> None:
    try:
        tk.check_access("dongguan_openness_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_openness.get("", strict_slashes=False)
def index() -> Any:
    """Show a page of what is restricted."""
    asked = {name: tk.request.args.get(name, "").strip() for name in _FIELDS}
    wish = {**asked, "limit": _PAGE, "offset": tk.request.args.get("offset", "0")}
    try:
        found = tk.get_action("dongguan_openness_list")({}, wish)
    except tk.ValidationError as error:
        tk.abort(400, " ".join(given.sentences(error)))
    extra = {
        "found": found,
        "rows": [showing.row(one) for one in found["results"]],
        "asked": asked,
        "chosen": {name: text for name, text in asked.items() if text},
        "offset": int(wish["offset"] or 0),
        "page_size": _PAGE,
        "cases": showing.cases(found["cases"]),
        "departments": tk.get_action("dongguan_provider_choices")({}, {}),
    }
    return str(tk.render("dongguan/openness/index.html", extra))


@dongguan_openness.get("/export")
def as_csv() -> Any:
    """Give all that was chosen as CSV, streamed."""
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    actor = person.of_context(context)
    try:
        chosen = listing.selection(tk.request.args, actor)
    except tk.ValidationError as error:
        tk.abort(400, " ".join(given.sentences(error)))
    lines = stream_with_context(piece_by_piece(_lines(chosen, actor)))
    name = f"openness-{now().astimezone(SHANGHAI):%Y%m%d-%H%M%S}.csv"
    response = Response(lines, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@dongguan_openness.get("/<id>/view")
def view_as(id: str) -> Any:  # noqa: A002 - core's name
    """Show what somebody of a standing would see of a dataset."""
    standing = tk.request.args.get("as") or Standing.ANONYMOUS.value
    try:
        seen = tk.get_action("dongguan_openness_view")({}, {"id": id, "standing": standing})
    except tk.ValidationError as error:
        tk.abort(400, " ".join(given.sentences(error)))
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    extra = {"seen": seen, "shown": showing.sight(seen), "standings": showing.standings()}
    return str(tk.render("dongguan/openness/view.html", extra))


def _lines(chosen: overview.Selection, actor: Any) -> Iterator[str]:
    yield MARK + _line(showing.column_titles())
    for rows, reads in overview.every(chosen):
        teller = Teller(actor=actor, names=overview.account_names(rows), reads=reads)
        told = [showing.columns(teller.told(row)) for row in rows]
        yield "".join(_line([cell(value) for value in values]) for values in told)


def _line(values: list[str]) -> str:
    quoted = (text.replace('"', '""') for text in values)
    return ",".join(f'"{text}"' for text in quoted) + "\r\n"
