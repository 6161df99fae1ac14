"""The directory is for everyone; what it shows follows from who asks."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict


@tk.auth_allow_anonymous_access
def dongguan_catalog_tree(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_catalog_list(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}
