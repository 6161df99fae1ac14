"""Actions of the room: unlock an account; tell when tokens end; invite with care."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from .. import lockout, token_term

__all__ = ["api_token_list", "dongguan_account_unlock", "user_invite"]

Context = dict[str, Any]
Data = dict[str, Any]


def dongguan_account_unlock(context: Context, data_dict: Data) -> dict[str, Any]:
    """Let an account sign in again at once after too many failures.

    :param user: id or name of the account
    :type user: string

    :returns: `user` (its id)
    :rtype: dictionary
    """
    tk.check_access("dongguan_account_unlock", context, data_dict)
    found = model.User.get(data_dict["user"]) if data_dict.get("user") else None
    if found is None or not found.is_active:
        raise tk.ValidationError({"user": [tk._("There is no active account of this name.")]})
    lockout.unlock(found, context)
    model.Session.commit()
    return {"user": found.id}


@tk.side_effect_free
@tk.chained_action
def api_token_list(
    next_action: Callable[..., Any], context: Context, data_dict: Data
) -> list[dict[str, Any]]:
    """Tell of each token when it ends (`ends_at`, UTC)."""
    tokens: list[dict[str, Any]] = next_action(context, data_dict)
    ends = token_term.ends([token["id"] for token in tokens])
    return [{**token, "ends_at": ends.get(token["id"])} for token in tokens]


@tk.chained_action
def user_invite(next_action: Callable[..., Any], context: Context, data_dict: Data) -> Any:
    """Invite somebody; CKAN fails over an invitation into no group at all.

    :raises ValidationError: `group_id` is missing
    """
    tk.get_or_bust(data_dict, "group_id")
    return next_action(context, data_dict)
