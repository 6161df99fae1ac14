"""What templates ask of the room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.openness import memo

from . import difference, wording
from .reader import Reader


def dongguan_activity_is_told(dataset: dict[str, Any]) -> bool:
    """Tell whether whoever looks at the page may see what was changed, and when."""
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    return Reader(context).outcome(str(dataset["id"])).is_given


def dongguan_activity_text(activity: dict[str, Any]) -> str:
    """Say what happened."""
    return wording.happened(str(activity["activity_type"]))


def dongguan_activity_actor(activity: dict[str, Any]) -> str:
    """Name who did it; empty where that is not told, the portal itself where nobody did."""
    user_id = activity.get("user_id")
    # Most lines of a page are one person's.
    user = memo.once(("actor", user_id), lambda: model.User.get(user_id)) if user_id else None
    if user is None:
        return ""
    if user.name == tk.config["ckan.site_id"]:
        return str(tk._("the portal itself"))
    return str(user.display_name)


def dongguan_activity_differences(activities: list[Any]) -> list[difference.Difference]:
    """List what changed between the two versions of a comparison."""
    before, after = ((one.get("data") or {}).get("package") or {} for one in activities)
    return difference.differences(before, after)


def dongguan_activity_version(package: dict[str, Any]) -> list[difference.Difference]:
    """List the fields of one version."""
    return difference.differences({}, package)


def dongguan_activity_field(field: str, package_type: str) -> str:
    """Name a field as the form of its dataset type does."""
    return wording.field(field, package_type)


def dongguan_activity_value(field: str, value: str) -> str:
    """Write the value of a field in words: names for ids, labels for codes."""
    if field == "license_id":
        return str(tk.h.dongguan_licence_title(value))
    if field == "owner_org":
        department = model.Group.get(value)
        return str(tk.h.dongguan_department_name(department.as_dict())) if department else value
    if field == "is_demonstration":
        return str(tk.h.dongguan_code_label("yes_no", value))
    return str(tk.h.dongguan_label(field, value))
