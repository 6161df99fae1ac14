"""Who may write and read the audit log."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def dongguan_audit_write(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Nobody writes from outside; the portal's own code does, past this function."""
    return {"success": False, "msg": tk._("Only the portal itself writes the audit log.")}


@tk.auth_sysadmins_check
def dongguan_audit_list(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Let auditors read; a system administrator is none (GB/T 22239-2019 8.1.5.2)."""
    held = tk.get_action("dongguan_role_held_list")(
        {"ignore_auth": True}, {"user": context.get("user", "")}
    )
    if any(one["role"] == "auditor" for one in held):
        return {"success": True}
    return {"success": False, "msg": tk._("Only auditors read the audit log.")}
