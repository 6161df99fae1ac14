"""Who may bring the directory in line with the code lists."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


def dongguan_directory_prepare(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Allow system administrators only (they pass before this is asked)."""
    return {"success": False}


@tk.auth_allow_anonymous_access
def dongguan_provider_names(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Allow everyone: names of departments are public."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_provider_find(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Allow everyone: names of departments are public."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_provider_list(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Allow everyone: departments are public, and only public entries are counted."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_provider_choices(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Allow everyone: names of departments are public."""
    return {"success": True}
