"""Who may ask the room's actions."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz


@tk.auth_allow_anonymous_access
def dongguan_search_suggest(
    _context: dict[str, Any], _data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Everybody; they are suggested what they may find."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_search_sought_list(
    _context: dict[str, Any], _data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Everybody; it says words of the dictionary and nothing of who asked."""
    return {"success": True}


@tk.auth_sysadmins_check
def dongguan_search_demand_list(
    context: dict[str, Any], _data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Whoever holds the power `see_demand`: departments and those who run the portal."""
    if authz.is_authorized_boolean("dongguan_power_use", context, {"power": "see_demand"}):
        return {"success": True}
    return {"success": False, "msg": tk._("Only departments see what is looked for in vain.")}
