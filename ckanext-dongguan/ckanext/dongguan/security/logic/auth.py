"""Who may unlock accounts: a power of the roles, asked of sysadmins too."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz


@tk.auth_sysadmins_check
def dongguan_account_unlock(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Who may let a locked account in."""
    if authz.is_authorized_boolean("dongguan_power_use", context, {"power": "unlock_accounts"}):
        return {"success": True}
    return {"success": False, "msg": tk._("Only security administrators unlock accounts.")}
