"""Code lists are for everyone."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict


@tk.auth_allow_anonymous_access
def dongguan_codelist_list(_context: Context, _data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_codelist_show(_context: Context, _data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}
