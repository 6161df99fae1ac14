"""CKAN's pages of activities that are not needed here, or that show too much."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

# What somebody did and whom they follow is their own; the versions of departments and
# themes are nobody's question; old activities are cleared by the operator's command.
GONE = frozenset({
    "activity.admin_activities", "activity.dashboard_testing", "activity.group_changes",
    "activity.group_changes_multiple", "activity.organization_changes",
    "activity.organization_changes_multiple", "activity.package_changes_multiple",
    "activity.resource_history", "activity.user_activity",
})  # fmt: skip


def take_over(app: Any) -> None:
    """Let each of them answer 404; the workspace takes the place of the news page."""
    for endpoint in GONE & set(app.view_functions):
        app.view_functions[endpoint] = gone
    app.view_functions["activity.dashboard"] = workspace


def gone(**_arguments: str) -> Any:
    """Answer like a page that does not exist."""
    return tk.abort(404, tk._("Not found"))


def workspace() -> Any:
    """Lead to the datasets that somebody works on."""
    return tk.redirect_to("dashboard.datasets")
