"""What templates ask of the room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


def dongguan_source(dataset_id: str) -> dict[str, Any]:
    """Return the authoritative dataset of one, and those it is authoritative for."""
    who = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    return dict(tk.get_action("dongguan_source_show")(who, {"id": dataset_id}))


def dongguan_may_name_sources() -> bool:
    """Tell whether the person in front of the page decides about sources."""
    if not tk.current_user.is_authenticated:
        return False
    try:
        tk.check_access("dongguan_source_name", {"user": tk.current_user.name}, {})
    except tk.NotAuthorized:
        return False
    return True
