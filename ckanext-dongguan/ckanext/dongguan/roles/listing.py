"""Grants as they are shown: those that hold, or the whole history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model

from .holding import live
from .model import grants

_user = model.User.__table__


def rows(account: str | None, *, is_all: bool) -> Sequence[Any]:
    """List grants with `is_live`: the ones that hold by role, all of them newest first."""
    is_active = sa.exists().where(_user.c.id == grants.c.account, _user.c.state == "active")
    is_live = sa.and_(live(), is_active)
    query = sa.select(grants, is_live.label("is_live"))
    if account is not None:
        query = query.where(grants.c.account == account)
    if is_all:
        query = query.order_by(grants.c.id.desc())
    else:
        query = query.where(is_live).order_by(grants.c.role, grants.c.id)
    return list(model.Session.execute(query))
