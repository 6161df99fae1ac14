"""A service that does not answer, told as 503 instead of 500: nobody's request was wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ckan.plugins.toolkit as tk
import redis
import sqlalchemy as sa
from ckan import model
from flask import Response, g, jsonify, make_response

log = logging.getLogger(__name__)

RETRY_AFTER = 30
"""Seconds after which a program may ask again; the services are started anew in less."""

# What a lost or refused connection raises; a wrong statement raises something else.
SILENT = (sa.exc.OperationalError, sa.exc.InterfaceError, redis.exceptions.ConnectionError)


def unanswered(error: Exception) -> Response:
    """Answer for a service that is away."""
    log.error("A service of the portal does not answer: %s", error)
    _answer_nobody()
    name = tk._("The portal is interrupted for a moment")
    remedy = tk._("One of its services does not answer. Try again in a minute.")
    return pause("Service Unavailable", name, remedy, f"{name}: {remedy}")


def pause(kind: str, name: str, remedy: str, message: str) -> Response:
    """Make an answer 503: a page of `name` and `remedy`; below /api JSON in the shape of
    the API, of type `kind` and with `message`.
    """
    if tk.request.path.startswith("/api/"):
        response = jsonify(success=False, error={"__type": kind, "message": message})
    else:
        page = {"code": 503, "name": name, "content": remedy}
        response = make_response(tk.render("error_document_template.html", page))
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def register(app: Any) -> None:
    """Stand behind every view."""
    for kind in SILENT:
        app.register_error_handler(kind, unanswered)


@contextmanager
def asked_once() -> Iterator[None]:
    """Let the question who asks fail once: the page that tells of it asks again."""
    try:
        yield
    except SILENT:
        _answer_nobody()
        raise


def _answer_nobody() -> None:
    """Take the request for nobody's: the page of the error asks who it is for, and that
    question would go to the same service. The session stays as it is.
    """
    g._login_user = model.AnonymousUser()
