"""Requests that another site makes in a signed-in person's name are refused.

Core exempts a view for the whole process as soon as one anonymous request, or one
with an API token, has called it (the hole of CVE-2026-41255). Here nothing that
earlier requests did counts: a person known by a cookie sends a token or is refused.
"""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.config.middleware.flask_app import csrf
from flask import current_app, g, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]

from .door import FORM_PAGES


def before_request() -> None:
    """Check the token of an unsafe request of a signed-in person or of a form page."""
    if not current_app.config["WTF_CSRF_ENABLED"] or g.get("csrf_valid"):
        return
    if _is_known_by_cookie() or request.endpoint in FORM_PAGES:
        csrf.protect()


def explain(_error: CSRFError) -> tuple[str, int]:
    """Say on a page why a form was refused and what to do."""
    message = tk._(
        "The form was not accepted: its page was opened too long ago or in another "
        "session. Open the page again and send the form once more."
    )
    page = {"code": 400, "name": tk._("Form expired"), "content": message}
    return str(tk.render("error_document_template.html", page)), 400


def _is_known_by_cookie() -> bool:
    return bool(tk.current_user.is_authenticated) and not g.get("login_via_auth_header")
