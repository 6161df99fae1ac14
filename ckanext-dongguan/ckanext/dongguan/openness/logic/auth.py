"""Who may have the data of a dataset, and who may know what was decided about it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .. import verdict
from ..policy import Operation, Outcome


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def dongguan_data_read(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow the data of a resource (`id`) as the policy table says.

    The resource and its dataset are loaded by id: nothing that a caller sends
    beside the id is believed. A system administrator is no data authority.

    :raises ObjectNotFound: there is no such resource, or the person may not know of it
    """
    found = verdict.of_resource(context, str(data_dict["id"]), Operation.DATA)
    if found.outcome is Outcome.HIDE:
        raise tk.ObjectNotFound()
    if not found.outcome.is_given:
        return {
            "success": False,
            "msg": tk._("These data are not open without an application."),
        }
    return {"success": True}


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def dongguan_openness_show(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, Any]:
    """Allow whoever may see the entry."""
    tk.check_access("package_show", context, {"id": data_dict["id"]})
    return {"success": True}
