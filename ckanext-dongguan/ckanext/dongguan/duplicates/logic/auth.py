"""Who decides about sources; everyone sees them on the pages of what they may find."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import authz
from ckan.types import AuthResult, Context, DataDict


@tk.auth_sysadmins_check
def dongguan_duplicate_list(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow who looks after the sources of the whole city."""
    return authz.is_authorized("dongguan_power_use", context, {"power": "name_sources"})


@tk.auth_sysadmins_check
def dongguan_source_name(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow who looks after the sources of the whole city."""
    return dongguan_duplicate_list(context, data_dict)


@tk.auth_allow_anonymous_access
def dongguan_source_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow everyone; what they do not find is left out."""
    return {"success": True}
