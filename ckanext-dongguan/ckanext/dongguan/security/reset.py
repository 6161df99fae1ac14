"""Links to set a new password: sent from a job, so that the answer tells nothing.

Core sends the mail before it answers. How long that takes, and whether the mail server
was there, tells a stranger which accounts exist.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import mailer
from flask import request

from ckanext.dongguan.speech import spoken


def send(user_id: str, locale: str = "") -> None:
    """Send the link to a person, in the language of the page; runs in a worker."""
    user = model.User.get(user_id)
    if user is not None and user.is_active:
        with spoken(locale or tk.config["ckan.locale_default"]):
            mailer.send_reset_link(user)


def notify(is_done: bool, topic: str, details: dict[str, Any]) -> bool:
    """Take the request for a new password over from core; leave every other message to it."""
    if is_done or topic != "request_password_reset":
        return is_done
    asked = [details["user"].id, str(tk.h.lang())]
    tk.enqueue_job(send, asked, title="password reset", rq_kwargs={"ttl": 3600})
    return True


def before_request() -> Any:
    """Answer a wrong link alike whether or not there is such an account.

    Core's page says 404 for an unknown account and 403 for a known one.
    """
    if request.endpoint != "user.perform_reset":
        return None
    user = model.User.get((request.view_args or {}).get("id"))
    key = request.args.get("key")
    # Whoever was invited is not active yet and sets the first password here.
    if user is not None and mailer.verify_reset_link(user, key):
        return None
    text = tk._("This link for a new password is wrong or has been used. Ask for a new one.")
    return tk.abort(403, text)
