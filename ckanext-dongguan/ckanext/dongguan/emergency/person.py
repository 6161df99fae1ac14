"""Accounts and what they hold, asked of the room `roles`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.roles.role import Held

_user = model.User.__table__


def held(reference: str | None) -> list[Held]:
    """List the roles that an account holds now."""
    asked = {"user": reference or ""}
    return [Held(**one) for one in _ask("dongguan_role_held_list", asked)]


def holders(role: str) -> set[str]:
    """List the ids of the accounts that were granted a role and hold it now."""
    return {one["user"] for one in _ask("dongguan_role_grant_list", {}) if one["role"] == role}


def names(rows: Iterable[Any]) -> dict[str, str]:
    """Map the people of some accesses to their login names."""
    ids = {one for row in rows for one in (row.account, row.decided_by, row.ended_by) if one}
    query = sa.select(_user.c.id, _user.c.name).where(_user.c.id.in_(ids))
    return {row.id: row.name for row in model.Session.execute(query)}


def _ask(action: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tk.get_action(action)(
        {"ignore_auth": True, "user": ""}, asked
    )
    return found
