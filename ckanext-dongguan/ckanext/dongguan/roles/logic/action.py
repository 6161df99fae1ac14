"""Actions of the room: see, give and take back roles."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.logic import validate

from ckanext.dongguan import account

from .. import dictize, granting, holding, listing, term
from ..role import Held, roles
from . import schema

__all__ = [
    "dongguan_role_grant",
    "dongguan_role_grant_list",
    "dongguan_role_held_list",
    "dongguan_role_list",
    "dongguan_role_revoke",
]

Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
def dongguan_role_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List the roles there are.

    :returns: `role` (its code), `label`, `duty`, `is_of_department`, `excludes`
        (nobody holds both) and `four_eyes` (nobody holds both in the same department)
    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_role_list", context, data_dict)
    return [dictize.role(one) for one in roles().values()]


@tk.side_effect_free
def dongguan_role_held_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List the roles that a person holds now.

    An editor or administrator of a department is its clerk where nothing was granted; a
    CKAN sysadmin is system administrator and nothing else. Nobody, a deleted and an
    unknown account hold nothing.

    :param user: id or name of the account
    :type user: string

    :returns: `role` and `organization` (id, or null for the whole city)
    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_role_held_list", context, data_dict)
    found = holding.held(data_dict.get("user"))
    return [{"role": one.role, "organization": one.organization} for one in found]


@tk.side_effect_free
@validate(schema.grant_list)
def dongguan_role_grant_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List the grants that hold now, by role and person.

    :param user: only those of this account
    :type user: string
    :param all: also those that ended, newest first
    :type all: bool

    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_role_grant_list", context, data_dict)
    user = data_dict.get("user")
    account = _account(user).id if user else None
    rows = listing.rows(account, is_all=bool(data_dict.get("all")))
    return [dictize.grant(row) for row in rows]


@validate(schema.grant)
def dongguan_role_grant(context: Context, data_dict: Data) -> dict[str, Any]:
    """Give a role to a person.

    The first security administrator is granted by the command line, all others by a
    security administrator; nobody grants a role to themselves.

    :param user: id or name of the account
    :type user: string
    :param role: code of the role, see `dongguan_role_list`
    :type role: string
    :param organization: id or name of the department, for a role of a department
    :type organization: string
    :param until: last day (2026-12-31) or end (ISO 8601), Dongguan's time; empty: no end
    :type until: string

    :returns: the grant
    :rtype: dictionary
    """
    tk.check_access("dongguan_role_grant", context, data_dict)
    granter = account.active(context.get("user"))
    if granter is None and (
        data_dict["role"] != granting.SECURITY or holding.holders(granting.SECURITY)
    ):
        raise tk.NotAuthorized(tk._("Only security administrators grant and revoke roles."))
    wish = granting.Wish(
        user=_account(data_dict["user"]),
        held=Held(role=data_dict["role"], organization=_organization(data_dict)),
        until=_until(data_dict),
        granter=granter,
    )
    row = granting.grant(wish, context)
    model.Session.commit()
    return dictize.grant(listing.row(row.id))


@validate(schema.grant_numbered)
def dongguan_role_revoke(context: Context, data_dict: Data) -> dict[str, Any]:
    """Take a role back.

    :param id: number of the grant
    :type id: int

    :returns: the grant
    :rtype: dictionary
    """
    tk.check_access("dongguan_role_revoke", context, data_dict)
    revoker = account.active(context.get("user"))
    row = granting.revoke(data_dict["id"], revoker, context)
    if row is None:
        raise tk.ObjectNotFound(tk._("There is no such grant, or it has already ended."))
    model.Session.commit()
    return dictize.grant(listing.row(row.id))


def _account(reference: str) -> Any:
    found = account.active(reference)
    if found is None:
        raise tk.ValidationError({"user": [tk._("There is no active account of this name.")]})
    return found


def _organization(data_dict: Data) -> str | None:
    if not (reference := data_dict.get("organization")):
        return None
    found = model.Group.get(reference)
    if found is None or not found.is_organization or found.state != "active":
        raise tk.ValidationError({"organization": [tk._("There is no such department.")]})
    return str(found.id)


def _until(data_dict: Data) -> Any:
    if not (text := data_dict.get("until")):
        return None
    try:
        return term.until(text)
    except ValueError as error:
        message = tk._("Write the day as 2026-12-31.")
        raise tk.ValidationError({"until": [message]}) from error
