"""Signing in with a password: the same answer, in the same time, whoever exists.

Core looks for the name, and computes for a while only where it finds an account. Here
the same is done in every case: both ways to find an account, one password, the same
counters.
"""

from __future__ import annotations

import secrets
from functools import cache
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import signals
from flask import request
from passlib.hash import pbkdf2_sha512  # type: ignore[import-untyped]

from . import lockout, meter, pace

# A longer one is hashed for as long as somebody likes.
_LONGEST_PASSWORD = 1024


def before_login() -> Any:
    """Stand before core's login page: who failed too often waits."""
    if request.method != "POST" or tk.current_user.is_authenticated:
        return None
    try:
        seconds = lockout.wait(_attempt(_text(request.form.get("login"))))
    except meter.StorageError:
        # Sessions are kept in Redis, too: without it nobody can be signed in.
        name = tk._("Signing in is not possible at the moment. Try again later.")
        page = {"code": 503, "name": name, "content": ""}
        return tk.render("error_document_template.html", page), 503
    return pace.locked(seconds) if seconds else None


def authenticate(identity: dict[str, Any]) -> Any:
    """Return the person whose password it is, or None.

    The password is taken out of the identity, so that core's own check, which comes
    next, has nothing to check.
    """
    typed, password = _text(identity.get("login")), _text(identity.pop("password", None))
    user, attempt = _find(typed), _attempt(typed)
    is_right = _is_password(user, password)
    if is_right and user.is_active and not lockout.is_full(attempt):
        lockout.forget(*lockout.of_user(user))
        return user
    lockout.fail(attempt)
    signals.failed_login.send(typed)
    return None


def password_was_set(_sender: Any, user: Any) -> None:
    """Let somebody in who has just set a new password by the link in their mail."""
    lockout.forget(*lockout.of_user(user))


def _attempt(typed: str) -> lockout.Attempt:
    user = _find(typed)
    return lockout.Attempt(typed=typed, account=user.id if user else None)


def _find(typed: str) -> Any:
    # Always both: how long it takes must not tell which one found somebody.
    by_name, by_email = model.User.by_name(typed), model.User.by_email(typed)
    return by_name or by_email


def _is_password(user: Any, password: str) -> bool:
    if user is not None and user.password and password:
        return bool(user.validate_password(password))
    pbkdf2_sha512.verify(password, _nobody())
    return False


@cache
def _nobody() -> str:
    """Make a password that nobody knows, hashed as those of people are."""
    return str(pbkdf2_sha512.hash(secrets.token_urlsafe()))


def _text(value: Any) -> str:
    return str(value or "")[:_LONGEST_PASSWORD]
