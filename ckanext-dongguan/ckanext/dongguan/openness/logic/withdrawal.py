"""Actions for rooms that bring datasets in and take them out again, a set at a time."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from .. import withdrawing


def dongguan_datasets_withdraw(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, list[str]]:
    """Withdraw datasets, in the caller's transaction with `defer_commit`.

    Only our own code calls this, with `ignore_auth` in the context.

    :param ids: ids of the datasets
    :type ids: list of strings
    :param by: who withdraws; only the same may restore
    :type by: string
    :param public_reason: what the page says to everyone
    :type public_reason: string
    :param inner_reason: what stays inside (optional)
    :type inner_reason: string

    :returns: `changed`, the ids of those that were not withdrawn before
    :rtype: dictionary
    """
    tk.check_access("dongguan_datasets_withdraw", context, data_dict)
    by, reason = tk.get_or_bust(data_dict, ["by", "public_reason"])
    inner = str(data_dict.get("inner_reason") or "")
    changed = withdrawing.withdraw(data_dict.get("ids") or [], by, reason, inner)
    _end(context)
    return {"changed": changed}


def dongguan_datasets_restore(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, list[str]]:
    """Publish again what the same caller withdrew; what a person decided stays.

    :param ids: ids of the datasets
    :type ids: list of strings
    :param by: who withdrew them
    :type by: string

    :returns: `changed`, the ids of those that are back
    :rtype: dictionary
    """
    tk.check_access("dongguan_datasets_restore", context, data_dict)
    by = tk.get_or_bust(data_dict, "by")
    changed = withdrawing.restore(data_dict.get("ids") or [], by)
    _end(context)
    return {"changed": changed}


def _end(context: dict[str, Any]) -> None:
    if not context.get("defer_commit"):
        model.repo.commit()


ACTIONS = (dongguan_datasets_withdraw, dongguan_datasets_restore)
