"""Who may know of, change and have the data of a dataset: the policy table, for everyone.

Nothing is believed that a caller sends beside an id. A system administrator of CKAN is
asked like everybody else: no machine's keeper is an authority over data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz

from .. import known, verdict
from ..known import Known
from ..policy import Operation, Outcome

__all__ = [
    "dongguan_data_read",
    "dongguan_datasets_restore",
    "dongguan_datasets_withdraw",
    "dongguan_life_cycle_show",
    "dongguan_life_cycle_update",
    "dongguan_openness_count",
    "dongguan_openness_list",
    "dongguan_openness_show",
    "dongguan_openness_view",
    "package_show",
    "package_update",
]

Context = dict[str, Any]
Data = dict[str, Any]


@tk.auth_allow_anonymous_access
def dongguan_openness_count(context: Context, data_dict: Data) -> dict[str, Any]:
    """Let everyone count: what is counted follows from who asks."""
    return {"success": True}


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def dongguan_data_read(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow the data of a resource (`id`) as the policy table says.

    :raises ObjectNotFound: there is no such resource, or the person may not know of it
    """
    dataset = known.of_resource(data_dict["id"])
    outcome = verdict.of_resource(context, dataset, Operation.DATA)
    if outcome is Outcome.HIDE:
        raise tk.ObjectNotFound()
    return _answer(outcome, lambda: tk._("These data are not open without an application."))


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def package_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow the entry of a dataset to whoever may know of it."""
    outcome = verdict.of(context, _dataset(context, data_dict), Operation.ENTRY)
    return _answer(outcome, lambda: tk._("You may not see this dataset."))


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def dongguan_openness_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever may see the entry."""
    tk.check_access("package_show", context, {"id": tk.get_or_bust(data_dict, "id")})
    return {"success": True}


@tk.auth_sysadmins_check
def dongguan_openness_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever holds the power `see_openness` (roles.yaml), sysadmins by that alone."""
    return _looks_after(context)


@tk.auth_sysadmins_check
def dongguan_openness_view(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever holds the power `see_openness`; what they may read bounds what is shown."""
    return _looks_after(context)


@tk.auth_sysadmins_check
def dongguan_life_cycle_update(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever may stop the dataset; letting it go is asked for by the action."""
    outcome = verdict.of(context, _dataset(context, data_dict), Operation.FREEZE)
    return _answer(outcome, lambda: tk._("You may not stop this dataset."))


@tk.auth_sysadmins_check
def dongguan_life_cycle_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow whoever may stop the dataset: the reasons are not for everyone."""
    outcome = verdict.of(context, _dataset(context, data_dict), Operation.FREEZE)
    return _answer(outcome, lambda: tk._("You may not stop this dataset."))


@tk.chained_auth_function
@tk.auth_sysadmins_check
def package_update(
    next_auth: Callable[..., Any], context: Context, data_dict: Data
) -> dict[str, Any]:
    """Allow the change of a dataset as the policy table says, of its themes as CKAN does."""
    dataset = _dataset(context, data_dict)
    answer = _answer(
        verdict.of(context, dataset, Operation.MANAGE),
        lambda: tk._("You may not change this dataset."),
    )
    if not answer["success"] or not _is_of(context, dataset):
        return answer
    return dict(next_auth(context, data_dict))


def _is_of(context: Context, dataset: Known | None) -> bool:
    """Tell whether CKAN knows the person as one of the department."""
    owner = dataset.owner if dataset else None
    user = context.get("user")
    return authz.is_sysadmin(user) or bool(
        authz.has_user_permission_for_group_or_org(owner, user, "update_dataset")
    )


def _dataset(context: Context, data_dict: Data) -> Known | None:
    reference = data_dict.get("id") or data_dict.get("name_or_id")
    if not reference and context.get("package") is not None:
        # Some of CKAN's views leave the id to the context; callers cannot reach it.
        reference = context["package"].id
    return known.dataset(reference)


def _answer(outcome: Outcome, message: Callable[[], str]) -> dict[str, Any]:
    # Words are found in a request only; a download that is under way asks outside of one.
    return {"success": True} if outcome.is_given else {"success": False, "msg": message()}


def dongguan_datasets_withdraw(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow nobody: only our own code calls this, with `ignore_auth`."""
    return {"success": False}


def dongguan_datasets_restore(context: Context, data_dict: Data) -> dict[str, Any]:
    """Allow nobody: only our own code calls this, with `ignore_auth`."""
    return {"success": False}


def _looks_after(context: Context) -> dict[str, Any]:
    if authz.is_authorized_boolean("dongguan_power_use", context, {"power": "see_openness"}):
        return {"success": True}
    return {"success": False, "msg": tk._("Only those who look after openness see this page.")}
