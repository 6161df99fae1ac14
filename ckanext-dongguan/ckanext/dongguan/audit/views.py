"""The auditor's page at `/dongguan/audit`, and the log as a file."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, stream_with_context

from ckanext.dongguan.clock import SHANGHAI, now
from ckanext.dongguan.files.letting_go import piece_by_piece

from . import asking, export, reading, wording
from .entry import Outcome, events

dongguan_audit = Blueprint("dongguan_audit", __name__, url_prefix="/dongguan/audit")

__all__ = ["dongguan_audit"]

_FIELDS = ("event", "outcome", "account", "dataset", "resource", "since", "until")


@dongguan_audit.before_request
def _only_for_auditors() -> None:
    try:
        tk.check_access("dongguan_audit_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_audit.get("", strict_slashes=False)
def index() -> Any:
    """Show a page of the log; a bad filter is told at its field."""
    asked = {name: tk.request.args.get(name, "").strip() for name in _FIELDS}
    turned = {name: tk.request.args.get(name, "") for name in ("before", "after")}
    try:
        page = tk.get_action("dongguan_audit_list")({}, {**asked, **turned})
    except tk.ValidationError as error:
        return _drawn(asked, {"results": []}, error.error_dict), 400
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    return _drawn(asked, page, {})


@dongguan_audit.get("/export")
def as_csv() -> Response:
    """Give everything that was chosen as CSV, streamed."""
    try:
        chosen = asking.selection({name: tk.request.args.get(name) for name in _FIELDS})
        asking.put_on_record("audit_export", "audit_export", tk.current_user.id, chosen)
    except tk.ValidationError as error:
        tk.abort(400, " ".join(error.error_dict.popitem()[1]))
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    text = export.lines(reading.every(chosen), wording.column_titles())
    name = f"audit-{now().astimezone(SHANGHAI):%Y%m%d-%H%M%S}.csv"
    pieces = stream_with_context(piece_by_piece(text))
    response = Response(pieces, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _drawn(asked: dict[str, str], page: dict[str, Any], errors: dict[str, Any]) -> str:
    chosen = {name: text for name, text in asked.items() if text}
    extra = {
        "asked": asked,
        "chosen": chosen,
        "page": page,
        "errors": errors,
        "events": [(code, wording.event_label(code)) for code in events()],
        "outcomes": [(o.value, wording.outcome_label(o.value)) for o in Outcome],
    }
    return str(tk.render("dongguan/audit/index.html", extra))
