"""Who may look after harvests: system administrators, who pass before these are asked.

A department decides about the opening of its own records; a role for operators finds
its place in `_look_after`: every other function goes there.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .. import deciders

Context = dict[str, Any]
Data = dict[str, Any]


def _look_after() -> dict[str, Any]:
    return {"success": False, "msg": tk._("Only system administrators look after harvests.")}


def dongguan_harvest_source_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may see the sources."""
    return _look_after()


def dongguan_harvest_source_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may see a source."""
    return _look_after()


def dongguan_harvest_source_save(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may register and change a source."""
    return _look_after()


def dongguan_harvest_source_approve(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may let a source go live."""
    return _look_after()


def dongguan_harvest_source_preview(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may call a source to look at its first records."""
    return _look_after()


def dongguan_harvest_source_delete(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may forget a source."""
    return _look_after()


def dongguan_harvest_shrink_confirm(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may confirm that a source has really lost so many records."""
    return _look_after()


def dongguan_harvest_run_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may see the runs."""
    return _look_after()


def dongguan_harvest_run_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may see a run."""
    return _look_after()


def dongguan_harvest_fault_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may see what could not be taken."""
    return _look_after()


def dongguan_harvest_waiting_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may see what waits for a decision: who decides about some of it."""
    return {"success": True} if deciders.departments(context) else _look_after()


def dongguan_harvest_conflict_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may see which sources claim the same resource."""
    return _look_after()


def dongguan_harvest_opening_give(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may give an opening record to a record: whoever may change its dataset."""
    package_id = data_dict.get("package_id")
    if not package_id:
        return _look_after()
    tk.check_access("package_update", context, {"id": package_id})
    return {"success": True}


@tk.auth_allow_anonymous_access
def dongguan_harvest_lineage_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Who may see where a dataset comes from: whoever may see it."""
    tk.check_access("package_show", context, {"id": data_dict.get("id")})
    return {"success": True}
