"""Codes are asked for by everyone; who finds what is decided by the search."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict


@tk.auth_allow_anonymous_access
def dongguan_resource_code_show(_context: Context, _data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}
