"""The page at `/duplicates`, where sources are named."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

from ckanext.dongguan import account, given

from .deciding import PAGE

dongguan_duplicates = Blueprint("dongguan_duplicates", __name__, url_prefix="/duplicates")

__all__ = ["dongguan_duplicates"]


@dongguan_duplicates.before_request
def _only_for_those_who_decide() -> None:
    try:
        tk.check_access("dongguan_duplicate_list", account.of_page(), {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_duplicates.get("", strict_slashes=False)
def index() -> str:
    """Show the pairs that wait for a decision."""
    return _drawn({})


@dongguan_duplicates.post("")
def decide() -> Any:
    """Note a decision, or show the pairs again with what is wrong."""
    form = {k: tk.request.form.get(k, "") for k in ("first", "second", "source", "reason")}
    if tk.request.form.get("verdict") == "apart":
        form["source"] = ""
    elif not form["source"]:
        form["source"] = "-"
    try:
        tk.get_action("dongguan_source_name")(account.of_page(), form)
    except tk.ValidationError as error:
        return _drawn({**form, "errors": list(given.sentences(error))}), 400
    tk.h.flash_success(tk._("The decision is noted."))
    return tk.redirect_to("dongguan_duplicates.index")


def _drawn(asked: dict[str, Any]) -> str:
    text = tk.request.args.get("page", "1")
    page = max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    found = tk.get_action("dongguan_duplicate_list")(
        account.of_page(), {"start": (page - 1) * PAGE}
    )
    pages = {"page": page, "page_count": -(-found["count"] // PAGE)}
    extra = {**found, "page": pages, "asked": asked}
    return str(tk.render("dongguan/duplicates/index.html", extra))
