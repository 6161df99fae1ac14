"""Who may write records of a source."""

from __future__ import annotations

from typing import Any

from ckan import authz


def dongguan_intake_write(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow whoever may create datasets of the department."""
    return dict(authz.is_authorized("package_create", context, data_dict))


def dongguan_intake_drain(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow system administrators only (they pass before this is asked)."""
    return {"success": False}


def dongguan_intake_note(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow system administrators only (they pass before this is asked)."""
    return {"success": False}
