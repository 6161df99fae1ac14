"""Who may ask what of the shell."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict


@tk.auth_allow_anonymous_access
def dongguan_front_page_show(_context: Context, _data_dict: DataDict) -> AuthResult:
    """Everyone may see the front page."""
    return {"success": True}
