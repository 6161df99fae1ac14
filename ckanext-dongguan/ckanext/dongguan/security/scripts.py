"""The scripts of CKAN's forms may ask a few things of the API in the person's name."""

from __future__ import annotations

from typing import Any

from ckan import model
from flask import request, session

from .door import is_for_scripts


def person(user_id: str | None) -> Any:
    """Return who is signed in on the page that asks, None for the rest of the API.

    Core is told not to believe the session in the API (`enable_cookie_auth_in_api`).
    For the few calls of `door` it is asked here; they send a token like every form.
    """
    if not is_for_scripts(request.endpoint, request.view_args):
        return None
    known = user_id or session.get("_user_id")
    return model.User.get(known) if known else None
