"""Who may ask what was changed."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


@tk.auth_allow_anonymous_access
def dongguan_history_list(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow everybody to ask; the policy decides what of a dataset's history they get."""
    return {"success": True}
