"""Who may have the data of a dataset."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ..decision import resolve_dataset


@tk.auth_allow_anonymous_access
def dongguan_data_read(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow the bytes of a resource to everyone where they are open, else to the department.

    The resource and its dataset are loaded by id: nothing that a caller sends
    beside the id is believed.
    """
    resource = model.Resource.get(data_dict["id"])
    if resource is None or resource.state != "active":
        raise tk.ObjectNotFound()
    package = resource.package
    if package.state == "active" and resolve_dataset(package.extras).is_data_public:
        return {"success": True}
    # Whoever may edit the dataset may have its data; granted applicants follow
    # with the access applications.
    return _department(context, package)


def _department(context: dict[str, Any], package: model.Package) -> dict[str, Any]:
    try:
        tk.check_access("package_update", context, {"id": package.id})
    except tk.NotAuthorized:
        return {
            "success": False,
            "msg": tk._("These data are not open without an application."),
        }
    return {"success": True}
