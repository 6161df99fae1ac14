"""Who asks: contexts of actions and the accounts in them.

A context is consumed by its action; each of these is made anew.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model


def id_of(context: Any) -> str | None:
    """Find the account (its id) of a context of an action; nobody is None."""
    user = context.get("auth_user_obj")
    if user is not None and getattr(user, "id", None):
        return str(user.id)
    if context.get("user_id"):
        return str(context["user_id"])
    found = model.User.get(context["user"]) if context.get("user") else None
    return str(found.id) if found else None


def of_site() -> dict[str, Any]:
    """Make the context in which the portal itself acts, past every check."""
    site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return {"user": site["name"], "ignore_auth": True}


def of_page() -> dict[str, Any]:
    """Make the context of whoever looks at the page."""
    return {"user": tk.current_user.name, "auth_user_obj": tk.current_user}


def of_everyone() -> dict[str, Any]:
    """Make the context of a passer-by, whoever looks at the page."""
    return {"user": "", "auth_user_obj": None}


def active(reference: str | None) -> Any:
    """Find an active account by id or name; None where there is none."""
    found = model.User.get(reference) if reference else None
    return found if found is not None and found.state == "active" else None
