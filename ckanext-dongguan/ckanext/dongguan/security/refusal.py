"""Refusals that a view of core lets pass, as the answers they mean instead of 500."""

from __future__ import annotations

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


def register(app: Any) -> None:
    """Stand behind every view."""
    app.register_error_handler(tk.NotAuthorized, not_authorized)
    app.register_error_handler(tk.ObjectNotFound, not_found)
    app.register_error_handler(tk.ValidationError, invalid)


def _page(code: int, message: str) -> tuple[str, int]:
    page = {"code": code, "name": message, "content": message}
    return str(tk.render("error_document_template.html", page)), code
