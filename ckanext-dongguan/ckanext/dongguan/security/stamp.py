"""A new password ends every session that the old one opened."""

from __future__ import annotations

import hashlib
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from flask import Response, session

_KEY = "dongguan_stamp"


def after_request(response: Response) -> Response:
    """Note in the session of a signed-in person which password it belongs to.

    The person who changes their own password stays signed in where they did it.
    """
    if "_user_id" in session and tk.current_user.is_authenticated:
        stamp = _of(tk.current_user)
        if session.get(_KEY) != stamp:
            session[_KEY] = stamp
    return response


def is_outdated(user_id: str) -> bool:
    """Tell whether the password has changed since this session was opened."""
    user = model.User.get(user_id)
    return user is not None and session.get(_KEY, _of(user)) != _of(user)


def _of(user: Any) -> str:
    return hashlib.sha256(f"{user.id}\n{user.password}".encode()).hexdigest()[:32]
