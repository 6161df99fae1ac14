"""Permission labels that name no person."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model


def of_dataset(package: model.Package) -> list[str]:
    """List who finds a dataset: everyone, or the members of its department.

    `private` was set from the opening record when the dataset was written.
    """
    if package.state == "active" and not package.private:
        return ["public"]
    return [f"member-{package.owner_org}"]


def of_user(user: Any) -> list[str]:
    """List the labels a person holds: everyone's, and one for each department."""
    if not user or user.is_anonymous:
        return ["public"]
    departments = tk.get_action("organization_list_for_user")(
        {"user": user.id}, {"permission": "read"}
    )
    return ["public", *(f"member-{d['id']}" for d in departments)]
