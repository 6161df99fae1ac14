"""How often somebody may ask the API, sign in and ask for a new password."""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response, request

from . import meter

log = logging.getLogger(__name__)

# Pages that are sent by a form, and the limit on sending them.
_FORMS = {"user.login": "login", "user.request_reset": "reset"}
# What answers programs; everything else is a page.
_PROGRAMS = frozenset({"api", "datastore", "dcat"})


def before_request() -> Response | tuple[str, int] | None:
    """Answer 429 to somebody who asks too often; an open page costs nothing here."""
    asked = _asked()
    if asked is None:
        return None
    option, name = asked
    try:
        wait = _wait(option, name)
    except meter.StorageError:
        # Redis counts; without it the portal goes on giving out what is open.
        log.warning("requests are not counted: Redis does not answer")
        return None
    return too_many(wait) if wait else None


def too_many(seconds: int) -> Response:
    """Say on a page, or to a program, that it is too much and when to come again."""
    message = str(tk._("Too many requests. Please try again in {seconds} seconds.")).format(
        seconds=seconds
    )
    return _answer(message, seconds)


def locked(seconds: int) -> Response:
    """Say that signing in failed too often."""
    minutes = -(-seconds // 60)
    message = str(
        tk._(
            "Signing in failed too often. Try again in {minutes} minutes, or set a new "
            "password."
        )
    ).format(minutes=minutes)
    return _answer(message, seconds)


def _asked() -> tuple[str, str] | None:
    """Name the limit that the request falls under, and who is counted."""
    if request.method == "POST" and request.endpoint in _FORMS:
        return _FORMS[request.endpoint], meter.address()
    if request.blueprint not in _PROGRAMS:
        return None
    if tk.current_user.is_authenticated:
        return "token", str(tk.current_user.id)
    return "anonymous", meter.address()


def _wait(option: str, name: str) -> int:
    limit = meter.item(option)
    if limit is None or meter.rough().hit(limit, option, name):
        return 0
    return meter.seconds_left(meter.rough(), limit, option, name)


def _answer(message: str, seconds: int) -> Response:
    if request.blueprint in _PROGRAMS:
        body = _for_program(message)
    else:
        page = {"code": 429, "name": tk._("Too many requests"), "content": message}
        body = Response(str(tk.render("error_document_template.html", page)))
    body.status_code = 429
    body.headers["Retry-After"] = str(seconds)
    return body


def _for_program(message: str) -> Response:
    import json

    error: dict[str, Any] = {"__type": "Too Many Requests", "message": message}
    text = json.dumps({"success": False, "error": error}, ensure_ascii=False)
    return Response(text, mimetype="application/json")
