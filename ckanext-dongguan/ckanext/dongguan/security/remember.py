"""A sign-in lasts as long as its session: no second cookie keeps anybody signed in."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import ImmutableMultiDict


def before_request() -> None:
    """Take the wish to be remembered out of the login form.

    Core would grant it for as many milliseconds as the browser sends, and answers
    500 to a value that is no number.
    """
    if request.endpoint == "user.login" and "remember" in request.form:
        kept = [(k, v) for k, v in request.form.items(multi=True) if k != "remember"]
        # The parsed form is cached on the request under this name.
        request.__dict__["form"] = ImmutableMultiDict(kept)
