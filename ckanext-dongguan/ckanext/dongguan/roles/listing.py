"""Grants as they are shown: those that hold, or the whole history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model

from .holding import live
from .model import grants

_user = model.User.__table__
_giver = _user.alias("giver")
_group = model.Group.__table__


def rows(account: str | None, *, is_all: bool) -> Sequence[Any]:
    """List grants with names and `is_live`: those that hold by role, or all, newest first."""
    query = _named()
    if account is not None:
        query = query.where(grants.c.account == account)
    if is_all:
        query = query.order_by(grants.c.id.desc())
    else:
        query = query.where(_is_live()).order_by(grants.c.role, grants.c.id)
    return list(model.Session.execute(query))


def row(grant_id: int) -> Any:
    """Return one grant with names and `is_live`."""
    return model.Session.execute(_named().where(grants.c.id == grant_id)).one()


def _named() -> Any:
    """Write one query for grants and everything they are shown with."""
    return (
        sa.select(
            grants,
            _is_live().label("is_live"),
            _user.c.name.label("user_name"),
            sa.func.coalesce(_user.c.fullname, _user.c.name).label("user_label"),
            sa.func.coalesce(_giver.c.fullname, _giver.c.name).label("granted_by_label"),
            _group.c.name.label("organization_name"),
            _group.c.title.label("organization_title"),
        )
        .join_from(grants, _user, _user.c.id == grants.c.account, isouter=True)
        .join(_giver, _giver.c.id == grants.c.granted_by, isouter=True)
        .join(_group, _group.c.id == grants.c.organization, isouter=True)
    )


def _is_live() -> Any:
    return sa.and_(live(), sa.func.coalesce(_user.c.state == "active", sa.false()))
