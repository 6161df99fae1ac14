"""Who asks, as the database knows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from . import memo
from .actor import ANONYMOUS, Actor, Holding, Role

# Whoever belongs to one of these providers is no part of the government
# (schemas/codelists/provider_class.csv).
NO_GOVERNMENT = {"society"}

# Until roles are assigned, CKAN's capacities stand for them.
_BY_CAPACITY = {
    "editor": (Role.DEPARTMENT_CLERK,),
    "admin": (Role.DEPARTMENT_CLERK, Role.DEPARTMENT_REVIEWER),
}


def of_context(context: Any) -> Actor:
    """Read who asks from the context of an action: its `user` decides, nothing else in it."""
    name = context.get("user")
    if not name:
        return ANONYMOUS
    user = context.get("auth_user_obj")
    if user is None or getattr(user, "name", None) != name:
        user = model.User.get(name)
    return of_user(user)


def of_user(user: Any) -> Actor:
    """Read somebody's departments and roles; nobody and a disabled person have none."""
    if user is None or user.is_anonymous or user.state != model.State.ACTIVE:
        return ANONYMOUS
    return memo.once(("person", user.id), lambda: _read(user))


def _read(user: Any) -> Actor:
    members = _members(user.id)
    holdings = {*_holdings(user.id, members)}
    if user.sysadmin:
        holdings.add(Holding(role=Role.SYSTEM_ADMINISTRATOR))
    own = {row.group_id for row in members}
    return Actor(
        is_known=True,
        is_government=any(row.provider_class not in NO_GOVERNMENT for row in members),
        departments=frozenset(own | {h.organization for h in holdings if h.organization}),
        holdings=frozenset(holdings),
    )


def _members(user_id: str) -> list[Any]:
    member, group = model.Member, model.Group
    provider_class = group.extras["provider_class"].astext.label("provider_class")
    query = (
        sa.select(member.group_id, member.capacity, provider_class)
        .join(group, group.id == member.group_id)
        .where(
            member.table_name == "user",
            member.table_id == user_id,
            member.state == "active",
            group.state == "active",
            group.is_organization.is_(True),
        )
    )
    return list(model.Session.execute(query))


def _holdings(user_id: str, members: list[Any]) -> Iterator[Holding]:
    try:
        held_list = tk.get_action("dongguan_role_held_list")
    except KeyError:
        for row in members:
            for role in _BY_CAPACITY.get(row.capacity, ()):
                yield Holding(role=role, organization=row.group_id)
        return
    for held in held_list({"ignore_auth": True}, {"user": user_id}):
        yield Holding(role=Role(held["role"]), organization=held.get("organization"))
