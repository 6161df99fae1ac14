"""Refusals that core lets pass or says in English only, as the answers they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk


def not_authorized(_error: Exception) -> tuple[str, int]:
    """Answer 403."""
    return _page(403, tk._("Not authorized to see this page"))


def not_found(_error: Exception) -> tuple[str, int]:
    """Answer 404."""
    return _page(404, tk._("Not found"))


def invalid(_error: Exception) -> tuple[str, int]:
    """Answer 400."""
    return _page(400, tk._("Bad request"))


@tk.chained_helper
def get_page_number(
    next_helper: Callable[..., int],
    params: Mapping[str, Any],
    key: str = "page",
    default: int = 1,
) -> int:
    """Read which page of a list is asked for; answer 400 where it is no number from 1."""
    if not _is_page(params.get(key, default)):
        message = tk._(
            "The page number in the address ({key}) is not a whole number from 1. "
            "Correct it, or leave it out to see the first page."
        )
        tk.abort(400, str(message).format(key=key))
    return next_helper(params, key, default)


def _is_page(number: str | int) -> bool:
    try:
        return int(number) > 0
    except ValueError:
        return False


def register(app: Any) -> None:
    """Stand behind every view."""
    app.register_error_handler(tk.NotAuthorized, not_authorized)
    app.register_error_handler(tk.ObjectNotFound, not_found)
    app.register_error_handler(tk.ValidationError, invalid)


def _page(code: int, message: str) -> tuple[str, int]:
    page = {"code": code, "name": message, "content": message}
    return str(tk.render("error_document_template.html", page)), code
