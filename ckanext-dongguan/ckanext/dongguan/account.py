"""Who asks, as the id of an account; and the portal's own account."""

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
