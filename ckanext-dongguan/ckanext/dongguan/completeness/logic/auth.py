"""The grid is for everyone."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict


@tk.auth_allow_anonymous_access
def dongguan_completeness_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Allow everyone."""
    return {"success": True}
