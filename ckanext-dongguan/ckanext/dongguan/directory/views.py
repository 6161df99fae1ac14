"""Old addresses of departments lead to where they stand now."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, redirect

from . import provider_names

dongguan_directory = Blueprint("dongguan_directory", __name__)

__all__ = ["dongguan_directory"]

_PAGES = "organization."
_NOT_FOUND = 404


@dongguan_directory.after_app_request
def follow_a_renaming(response: Any) -> Any:
    """Answer 301 where a department is asked for by an address it had before."""
    endpoint, arguments = tk.request.endpoint or "", tk.request.view_args or {}
    is_lost = response.status_code == _NOT_FOUND and tk.request.method == "GET"
    if not is_lost or not endpoint.startswith(_PAGES) or "id" not in arguments:
        return response
    now = provider_names.by_former_address(arguments["id"])
    if now is None:
        return response
    query = tk.request.args.to_dict(flat=False)
    return redirect(tk.url_for(endpoint, **{**query, **arguments, "id": now}), code=301)
