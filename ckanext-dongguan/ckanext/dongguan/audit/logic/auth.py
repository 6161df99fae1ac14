"""Who may write and read the audit log."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def dongguan_audit_write(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Nobody writes from outside; the portal's own code does, past this function."""
    return {"success": False, "msg": tk._("Only the portal itself writes the audit log.")}


@tk.auth_sysadmins_check
def dongguan_audit_list(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Let those read whose roles say so; a sysadmin has none (GB/T 22239-2019 8.1.5.2)."""
    if authz.is_authorized_boolean("dongguan_power_use", context, {"power": "read_audit_log"}):
        return {"success": True}
    return {"success": False, "msg": tk._("Only auditors read the audit log.")}
