"""The index does not answer: remembered during a request, told as 503."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from flask import Response, g, has_request_context

from ckanext.dongguan.security.outage import pause


def meet() -> None:
    """Remember for the rest of the request that the index did not answer."""
    if has_request_context():
        g.dongguan_index_is_silent = True


def was_met() -> bool:
    """Tell whether the index did not answer during this request."""
    return bool(g.get("dongguan_index_is_silent"))


def remedy() -> str:
    """Say what a person can do."""
    return str(tk._("The search does not answer. Try again later."))


def answer() -> Response:
    """Answer 503, below /api as JSON in the shape of the API."""
    name = tk._("The search does not answer")
    return pause("Search Connection Error", name, remedy(), remedy())
