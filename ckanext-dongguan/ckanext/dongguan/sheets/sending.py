"""A table sent to who asked for it, or ordered where it is too large to wait for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

import ckan.plugins.toolkit as tk
from flask import Response, send_file

from ckanext.dongguan.text.filename import safe_name

from .form import Form


def attachment(file: BinaryIO, name: str, form: Form) -> Response:
    """Send an open file from its beginning, under `name` with the ending of its form.

    What it holds depends on who asks: nothing between here and there may keep it.
    """
    file.seek(0)
    answer = send_file(
        file, mimetype=form.media_type, as_attachment=True,
        download_name=safe_name(f"{name}.{form.suffix}"),
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def ordered(context: Mapping[str, Any], wanted: Mapping[str, Any]) -> Any:
    """Order a table as `dongguan_sheet_order_create` takes it, and lead to its page."""
    try:
        made = tk.get_action("dongguan_sheet_order_create")(dict(context), dict(wanted))
    except tk.ValidationError as error:
        tk.abort(400, " ".join(error.error_dict["query"]))
    return tk.redirect_to("dongguan_orders.read", number=made["id"])
