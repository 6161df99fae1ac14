"""Who may see, give and take roles: powers of `roles.yaml`, asked of sysadmins too."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan import account

from .. import holding
from ..role import may

Answer = dict[str, Any]


def _with(power: str, context: dict[str, Any], refusal: str) -> Answer:
    if may(holding.held(context.get("user")), power):
        return {"success": True}
    return {"success": False, "msg": refusal}


def _see(context: dict[str, Any]) -> Answer:
    sentence = tk._("Only security administrators and auditors see the roles of others.")
    return _with("see_roles", context, sentence)


def _grant(context: dict[str, Any]) -> Answer:
    sentence = tk._("Only security administrators grant and revoke roles.")
    return _with("grant_roles", context, sentence)


@tk.auth_sysadmins_check
def dongguan_role_held_list(context: dict[str, Any], data_dict: dict[str, Any]) -> Answer:
    """Let everybody see their own roles; those of others are for who sees roles."""
    asked, asking = account.active(data_dict.get("user")), account.active(context.get("user"))
    if asking is not None and asked is not None and asked.id == asking.id:
        return {"success": True}
    return _see(context)


@tk.auth_sysadmins_check
def dongguan_role_grant_list(context: dict[str, Any], data_dict: dict[str, Any]) -> Answer:
    """Who may see who holds what."""
    return _see(context)


@tk.auth_sysadmins_check
def dongguan_role_grant(context: dict[str, Any], data_dict: dict[str, Any]) -> Answer:
    """Who may give a role."""
    return _grant(context)


@tk.auth_sysadmins_check
def dongguan_role_revoke(context: dict[str, Any], data_dict: dict[str, Any]) -> Answer:
    """Who may take a role back."""
    return _grant(context)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def dongguan_power_use(context: dict[str, Any], data_dict: dict[str, Any]) -> Answer:
    """Allow whoever holds a power (`power`): for rooms whose work one role brings."""
    return _with(data_dict["power"], context, tk._("Your roles do not include this."))


@tk.auth_allow_anonymous_access
def dongguan_role_list(context: dict[str, Any], data_dict: dict[str, Any]) -> Answer:
    """Let everybody read which roles there are."""
    return {"success": True}
