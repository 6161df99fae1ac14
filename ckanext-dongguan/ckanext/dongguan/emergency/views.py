"""The page of emergency access at `/dongguan/emergency`."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

from ckanext.dongguan import given

from . import config

dongguan_emergency = Blueprint("dongguan_emergency", __name__, url_prefix="/dongguan/emergency")

__all__ = ["dongguan_emergency"]

_FIELDS = ("dataset", "reason", "minutes")


@dongguan_emergency.before_request
def _only_for_those_with_a_part() -> None:
    try:
        tk.check_access("dongguan_emergency_access_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_emergency.get("", strict_slashes=False)
def index() -> str:
    """Show accesses, what waits first, and the form to ask."""
    return _drawn({"dataset": tk.request.args.get("dataset", "")}, {})


@dongguan_emergency.post("")
def ask() -> Any:
    """Hand the request in, or show the form again with what is wrong."""
    asked = {name: tk.request.form.get(name, "").strip() for name in _FIELDS}
    try:
        given = {name: text for name, text in asked.items() if text}
        tk.get_action("dongguan_emergency_access_request")({}, given)
    except tk.ValidationError as error:
        return _drawn(asked, error.error_dict), 400
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    tk.h.flash_success(tk._("The request is handed in. A security administrator decides."))
    return tk.redirect_to("dongguan_emergency.index")


@dongguan_emergency.post("/<int:access_id>/<any(approve, refuse, end):verb>")
def change(access_id: int, verb: str) -> Any:
    """Approve, refuse or end, and go back."""
    done = {
        "approve": tk._("Access is open. It ends by itself."),
        "refuse": tk._("The request is refused."),
        "end": tk._("The access has ended."),
    }
    try:
        tk.get_action(f"dongguan_emergency_access_{verb}")({}, {"id": access_id})
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(given.sentences(error)))
    except tk.ObjectNotFound as error:
        tk.h.flash_error(str(error))
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    else:
        tk.h.flash_success(done[verb])
    return tk.redirect_to("dongguan_emergency.index")


def _drawn(asked: dict[str, str], errors: dict[str, Any]) -> str:
    rows = tk.get_action("dongguan_emergency_access_list")({}, {})
    rows.sort(key=lambda row: (not row["is_waiting"], not row["is_open"]))
    extra = {
        "rows": rows,
        "asked": asked,
        "errors": errors,
        "longest": config.longest_minutes(),
        "me": tk.current_user.id,
    }
    return str(tk.render("dongguan/emergency/index.html", extra))
