"""Coverage is for everyone, department by department as the site has decided."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import authz
from ckan.types import AuthResult, Context, DataDict


@tk.auth_allow_anonymous_access
def dongguan_coverage_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow everyone; whose departments are shown is decided in the answer."""
    return {"success": True}


@tk.auth_sysadmins_check
def dongguan_declared_list_update(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow who looks after the lists of the whole city."""
    power = {"power": "note_declared_lists"}
    return authz.is_authorized("dongguan_power_use", context, power)


@tk.auth_sysadmins_check
def dongguan_declared_list_import(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow who looks after the lists of the whole city."""
    return dongguan_declared_list_update(context, data_dict)
