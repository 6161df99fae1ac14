"""A picture, script or style of the look needs neither the database nor a person."""

from __future__ import annotations

import time
from typing import Any

from flask import current_app, g, request

ENDPOINTS = frozenset({"static", "webassets.index"})


def before_request() -> Any:
    """Answer it before core asks the database for settings and for the caller.

    Pages keep their look while the database is away, and each file costs no statement.
    """
    if request.endpoint not in ENDPOINTS:
        return None
    # Core's log of each answer reads its clock, which its own function would have started.
    setattr(g, "__timer", time.time())
    return current_app.view_functions[request.endpoint](**(request.view_args or {}))
