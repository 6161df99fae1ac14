"""Who may look after jobs: a power of `roles.yaml`, asked of sysadmins too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz

Context = dict[str, Any]
Data = dict[str, Any]
_NAMES = (
    "dongguan_job_list", "dongguan_job_run_list", "dongguan_job_run_show", "dongguan_job_run",
    "dongguan_job_cancel", "dongguan_job_enable", "dongguan_job_disable",
    "dongguan_job_schedule",
)  # fmt: skip


def functions() -> dict[str, Callable[..., Any]]:
    """Give the one question under the name of each action."""
    return dict.fromkeys(_NAMES, look_after)


@tk.auth_sysadmins_check
def look_after(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever holds the power `look_after_jobs`."""
    if authz.is_authorized_boolean("dongguan_power_use", context, {"power": "look_after_jobs"}):
        return {"success": True}
    return {"success": False, "msg": tk._("Only system administrators look after jobs.")}
