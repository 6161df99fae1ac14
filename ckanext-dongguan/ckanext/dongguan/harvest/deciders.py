"""Whose records somebody may decide about."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz


def departments(context: Any) -> list[str] | None:
    """List the departments (ids) whose datasets an account may change; None for all."""
    if context.get("ignore_auth") or authz.is_authorized_boolean(
        "dongguan_harvest_source_list", {"user": context.get("user")}, {}
    ):
        return None
    if not context.get("user"):
        return []
    found = tk.get_action("organization_list_for_user")(
        {"user": context["user"], "ignore_auth": True},
        {"id": context["user"], "permission": "update_dataset"},
    )
    return [one["id"] for one in found]
