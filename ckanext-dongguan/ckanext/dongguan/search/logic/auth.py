"""Who may ask the room's actions."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


@tk.auth_allow_anonymous_access
def dongguan_search_suggest(
    _context: dict[str, Any], _data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Everybody; they are suggested what they may find."""
    return {"success": True}
