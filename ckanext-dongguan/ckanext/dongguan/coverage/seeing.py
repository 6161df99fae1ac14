"""Who sees the coverage of which departments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model

OPTION = "ckanext.dongguan.coverage.compare_in_public"


def is_public() -> bool:
    """Whether the site compares its departments in front of everyone."""
    return bool(tk.config[OPTION])


def departments(context: Mapping[str, Any]) -> set[str] | None:
    """Name the departments that somebody sees by their addresses; None means all of them."""
    if is_public() or sees_all(context):
        return None
    user = model.User.get(context["user"]) if context.get("user") else None
    if user is None:
        return set()
    return {group.name for group in user.get_groups("organization")}


def sees_all(context: Mapping[str, Any]) -> bool:
    """Tell whether somebody looks after the whole city."""
    asked = {"user": context.get("user")}
    power = {"power": "see_coverage"}
    return bool(authz.is_authorized("dongguan_power_use", asked, power)["success"])
