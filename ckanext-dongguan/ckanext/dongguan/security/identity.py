"""Whom the session of a request stands for."""

from __future__ import annotations

from typing import Any

from ckan import model
from flask import request, session

from . import stamp
from .door import is_for_scripts


def person(user_id: str | None) -> Any:
    """Return the person, nobody for a session that has ended, None where core shall decide.

    Core is told not to believe the session in the API (`enable_cookie_auth_in_api`);
    the few calls that the scripts of its own forms make are answered here. They send
    a token like every form.
    """
    known = user_id or session.get("_user_id")
    if not known:
        return None
    if stamp.is_outdated(known):
        session.clear()
        return model.AnonymousUser()
    is_script = is_for_scripts(request.endpoint, request.view_args)
    return model.User.get(known) if is_script else None
