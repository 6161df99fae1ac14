"""Who keeps the plan."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def is_one(user: str | None) -> bool:
    """Tell whether a person (by name) may write the plan."""
    if not user:
        return False
    try:
        tk.check_access("dongguan_plan_create", {"user": user}, {})
    except tk.NotAuthorized:
        return False
    return True
