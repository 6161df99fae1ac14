"""Who did it, where no person did: the portal itself.

CKAN's plugin fails a change that no account made, or that answers with an id alone, and
does so after it was committed. Commands and jobs of the portal make such changes.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.activity import subscriptions

_GROUPS = ("group_create", "group_update", "group_delete", "organization_create",
           "organization_update", "organization_delete")  # fmt: skip
_VIEWS = ("resource_view_create", "resource_view_update", "resource_view_delete")
# What becomes of accounts is in the audit log; here it would be personal data without use.
_USERS = ("user_create", "user_update")


def install() -> None:
    """Stand before CKAN's own receivers."""
    subscriptions._get_user_or_raise = author
    signal = tk.signals.action_succeeded
    for senders, theirs, ours in (
        (_GROUPS, subscriptions.group_or_org_changed, group_changed),
        (_VIEWS, subscriptions.resource_view_changed, view_changed),
        (_USERS, subscriptions.user_changed, None),
    ):
        for sender in senders:
            signal.disconnect(theirs, sender)
            if ours is not None:
                signal.connect(ours, sender)


def author(name: str) -> Any:
    """Find the account of a name, else that of the portal."""
    found = model.User.get(name) if name else None
    return found or model.User.get(tk.config["ckan.site_id"])


def group_changed(sender: str, **told: Any) -> None:
    """Note a change of a department or a theme."""
    result = told.get("result")
    if isinstance(result, str):
        told["result"] = {"id": result}
    subscriptions.group_or_org_changed(sender, **told)


def view_changed(sender: str, **told: Any) -> None:
    """Note a change of a preview."""
    name = author(told["context"].get("user", "")).name
    subscriptions.resource_view_changed(
        sender, **{**told, "context": {**told["context"], "user": name}}
    )
