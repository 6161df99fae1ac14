"""Everyone reads the plan; the bureau's roles write it."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import authz
from ckan.types import AuthResult, Context, DataDict


@tk.auth_allow_anonymous_access
def dongguan_plan_list(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_plan_progress(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_plan_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}


@tk.auth_sysadmins_check
def dongguan_plan_create(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow who keeps the plan."""
    return authz.is_authorized("dongguan_power_use", context, {"power": "edit_open_plan"})


@tk.auth_sysadmins_check
def dongguan_plan_update(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow who keeps the plan."""
    return dongguan_plan_create(context, data_dict)


@tk.auth_sysadmins_check
def dongguan_plan_delete(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow who keeps the plan."""
    return dongguan_plan_create(context, data_dict)


@tk.auth_sysadmins_check
def dongguan_plan_import(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow who keeps the plan."""
    return dongguan_plan_create(context, data_dict)
