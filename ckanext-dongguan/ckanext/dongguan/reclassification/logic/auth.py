"""Who may change who sees a dataset, and look at how that goes: the policy table."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.openness import known, verdict
from ckanext.dongguan.openness.policy import Operation

Context = dict[str, Any]
Data = dict[str, Any]


def _with(context: Context, data_dict: Data, operation: Operation) -> dict[str, Any]:
    outcome = verdict.of(context, known.dataset(data_dict.get("id")), operation)
    if outcome.is_given:
        return {"success": True}
    return {"success": False, "msg": tk._("You may not change who sees this dataset.")}


@tk.auth_sysadmins_check
def dongguan_reclassify(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever may reclassify the dataset."""
    return _with(context, data_dict, Operation.RECLASSIFY)


@tk.auth_sysadmins_check
def dongguan_reclassification_begin(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow nobody: the portal's own code begins and goes on, past this function."""
    return {"success": False}


@tk.auth_sysadmins_check
def dongguan_reclassification_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever may stop the dataset."""
    return _with(context, data_dict, Operation.FREEZE)


@tk.auth_sysadmins_check
def dongguan_surface_check(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever may stop the dataset."""
    return _with(context, data_dict, Operation.FREEZE)
