"""The address `/resource-code/<code>`: from a code on paper to its dataset."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

dongguan_numbering = Blueprint("dongguan_numbering", __name__)

__all__ = ["dongguan_numbering"]


@dongguan_numbering.get("/resource-code/<path:code>")
def find(code: str) -> Any:
    """Lead to the dataset that holds a code, or held it once."""
    try:
        found = tk.get_action("dongguan_resource_code_show")({}, {"code": code})
    except tk.ObjectNotFound as error:
        tk.abort(404, str(error))
    return tk.redirect_to("dataset.read", id=found["name"])
