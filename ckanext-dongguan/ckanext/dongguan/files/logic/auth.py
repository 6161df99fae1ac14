"""Who may take data out of the house, for every room that hands some out."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ..giving import ask

__all__ = ["dongguan_data_change", "dongguan_data_take", "dongguan_files_move"]

Context = dict[str, Any]
Data = dict[str, Any]


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def dongguan_data_take(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever may read the data of a resource to take them now, on record.

    Ask this before the first byte, and nothing else: `id` is the resource's, `operation`
    names the door.

    :raises ObjectNotFound: there is no such resource, or the person may not know of it
    """
    ask(context, data_dict.get("id"), data_dict["operation"])
    return {"success": True}


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def dongguan_data_change(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever may read the data and edit the dataset to change them now, on record.

    :raises ObjectNotFound: there is no such resource, or the person may not know of it
    """
    ask(context, data_dict.get("id"), data_dict["operation"], to_write=True)
    return {"success": True}


@tk.auth_sysadmins_check
def dongguan_files_move(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow nobody: the portal's own code moves files, past this function."""
    return {"success": False}
