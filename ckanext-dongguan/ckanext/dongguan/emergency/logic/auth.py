"""Who has a part in emergency access: powers of the roles, asked of sysadmins too."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan import account
from ckanext.dongguan.roles.role import may

from .. import lending, person

Answer = dict[str, Any]


def _with(power: str, context: dict[str, Any], refusal: str) -> Answer:
    if may(person.held(context.get("user")), power):
        return {"success": True}
    return {"success": False, "msg": refusal}


@tk.auth_sysadmins_check
def dongguan_emergency_access_request(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> Answer:
    """Who may ask for emergency access."""
    sentence = tk._("Only system and data administrators ask for emergency access.")
    return _with("ask_emergency_access", context, sentence)


@tk.auth_sysadmins_check
def dongguan_emergency_access_approve(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> Answer:
    """Who may approve; that it is a second person is seen when it happens."""
    return _decide(context)


@tk.auth_sysadmins_check
def dongguan_emergency_access_refuse(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> Answer:
    """Who may refuse."""
    return _decide(context)


@tk.auth_sysadmins_check
def dongguan_emergency_access_end(context: dict[str, Any], data_dict: dict[str, Any]) -> Answer:
    """Who may end an access (`id`): its holder, and those who decide."""
    row = lending.show(int(data_dict["id"]))
    asking = account.active(context.get("user"))
    if row is not None and asking is not None and row.account == asking.id:
        return {"success": True}
    return _decide(context)


@tk.auth_sysadmins_check
def dongguan_emergency_access_list(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> Answer:
    """Who may see accesses: whoever asks sees their own, others see all."""
    held = person.held(context.get("user"))
    if may(held, "see_emergency_access") or may(held, "ask_emergency_access"):
        return {"success": True}
    return {"success": False, "msg": tk._("You have no part in emergency access.")}


@tk.auth_sysadmins_check
def dongguan_emergency_access_held(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> Answer:
    """Let everybody see what they hold themselves."""
    asked, asking = account.active(data_dict.get("user")), account.active(context.get("user"))
    if asking is not None and asked is not None and asked.id == asking.id:
        return {"success": True}
    sentence = tk._("You have no part in emergency access.")
    return _with("see_emergency_access", context, sentence)


def _decide(context: dict[str, Any]) -> Answer:
    sentence = tk._("Only security administrators decide on emergency access.")
    return _with("decide_emergency_access", context, sentence)
