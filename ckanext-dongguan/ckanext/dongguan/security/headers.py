"""What every answer says about itself, decided after everything else has been."""

from __future__ import annotations

import re

import ckan.plugins.toolkit as tk
from flask import Response, g, request, session

from .door import FORM_PAGES, STATIC_VIEWS
from .policy import ENCRYPTED_ONLY, SAME_FOR_ALL, Answer, Keeping, keeping

_FINGERPRINT = re.compile(r"/[0-9a-f]{8}_[^/]+$")


def after_request(response: Response) -> Response:
    """Set the headers of the policy; what a view set for itself stays."""
    for name, value in SAME_FOR_ALL.items():
        response.headers.setdefault(name, value)
    if str(tk.config["ckan.site_url"]).startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", ENCRYPTED_ONLY)
    _set_keeping(response)
    return response


def leave_date(response: Response) -> Response:
    """Leave the date to the web server, which would write a second one."""
    response.headers.pop("Date", None)
    return response


def _set_keeping(response: Response) -> None:
    rule = keeping(_describe(response))
    response.headers["Cache-Control"] = rule.value
    if rule in {Keeping.NEVER, Keeping.ASK_FIRST}:
        response.vary.add("Cookie")
    if rule is Keeping.ASK_FIRST and response.status_code == 200 and not response.is_streamed:
        # Weak, so that the compressed answer keeps it.
        response.add_etag(weak=True)
        response.make_conditional(request)


def _describe(response: Response) -> Answer:
    return Answer(
        is_of_somebody=bool(tk.current_user.is_authenticated),
        is_form_page=request.endpoint in FORM_PAGES,
        is_safe_method=request.method in {"GET", "HEAD"},
        status=response.status_code,
        is_marked_private=response.cache_control.no_store is True
        or getattr(session, "is_personal", False)
        # A token was written into this page.
        or tk.config["WTF_CSRF_FIELD_NAME"] in g,
        is_static=request.endpoint in STATIC_VIEWS,
        is_fingerprinted=_FINGERPRINT.search(request.path) is not None,
    )
