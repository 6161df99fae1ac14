"""Who may take files in."""

from __future__ import annotations

from typing import Any

from ckan import authz


def dongguan_sheet_import(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow whoever may create datasets in some department; each record asks again."""
    return dict(authz.is_authorized("package_create", context, {}))


def dongguan_sheet_order_create(context: dict[str, Any], data_dict: dict[str, Any]) -> Any:
    """Allow everyone with an account."""
    return {"success": True}


def dongguan_sheet_order_show(context: dict[str, Any], data_dict: dict[str, Any]) -> Any:
    """Allow everyone with an account; the answer is of their own orders alone."""
    return {"success": True}


def dongguan_sheet_order_cancel(context: dict[str, Any], data_dict: dict[str, Any]) -> Any:
    """Allow everyone with an account; it is their own order."""
    return {"success": True}
