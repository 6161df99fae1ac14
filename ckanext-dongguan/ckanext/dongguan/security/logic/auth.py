"""Who may unlock accounts: a power of the roles, asked of sysadmins too."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.roles.role import Held, may


@tk.auth_sysadmins_check
def dongguan_account_unlock(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Who may let a locked account in."""
    held = tk.get_action("dongguan_role_held_list")(
        {"ignore_auth": True, "user": ""}, {"user": context.get("user", "")}
    )
    if may((Held(**one) for one in held), "unlock_accounts"):
        return {"success": True}
    return {"success": False, "msg": tk._("Only security administrators unlock accounts.")}
