"""Which roles an account holds at this moment, read from PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model

from .model import grants
from .role import Held, derived

_user = model.User.__table__
_group = model.Group.__table__
_member = model.Member.__table__
# Of its own: a query around it may name departments too.
_place = _group.alias("place")


def live() -> Any:
    """Write the condition that a grant holds now, by PostgreSQL's clock."""
    now = sa.func.clock_timestamp()
    is_there = sa.or_(
        grants.c.organization.is_(None),
        sa.exists().where(_place.c.id == grants.c.organization, _place.c.state == "active"),
    )
    return sa.and_(
        grants.c.revoked_at.is_(None),
        sa.or_(grants.c.until.is_(None), grants.c.until > now),
        is_there,
    )


def granted(account_id: str) -> list[Held]:
    """List what was granted to an account and holds now."""
    query = sa.select(grants.c.role, grants.c.organization).where(
        grants.c.account == account_id, live()
    )
    return _sorted(_rows(query))


def held(reference: str | None) -> list[Held]:
    """List every role an account holds; CKAN's places count where nothing was granted."""
    rows = _rows(_person_with_grants(reference)) if reference else []
    if not rows:
        return []
    given = _sorted(row for row in rows if row.role)
    places = {} if given else _capacities(rows[0].id)
    return given + [
        one for one in derived(places, is_sysadmin=bool(rows[0].sysadmin)) if one not in given
    ]


def _person_with_grants(reference: str) -> Any:
    """Write one query for an active account and what it was granted: this is asked often."""
    return (
        sa.select(_user.c.id, _user.c.sysadmin, grants.c.role, grants.c.organization)
        .join_from(_user, grants, sa.and_(grants.c.account == _user.c.id, live()), isouter=True)
        .where(
            sa.or_(_user.c.id == reference, _user.c.name == reference),
            _user.c.state == "active",
        )
    )


def _sorted(rows: Iterable[Any]) -> list[Held]:
    found = [Held(role=row.role, organization=row.organization) for row in rows]
    return sorted(found, key=lambda one: (one.role, one.organization or ""))


def holders(role: str) -> list[str]:
    """List the ids of the active accounts that were granted a role and hold it now."""
    query = (
        sa.select(grants.c.account)
        .join(_user, sa.and_(_user.c.id == grants.c.account, _user.c.state == "active"))
        .where(grants.c.role == role, live())
        .distinct()
    )
    return [row.account for row in _rows(query)]


def _capacities(account_id: str) -> dict[str, str]:
    query = (
        sa.select(_member.c.group_id, _member.c.capacity)
        .join(_group, _group.c.id == _member.c.group_id)
        .where(
            _member.c.table_name == "user",
            _member.c.table_id == account_id,
            _member.c.state == "active",
            _group.c.state == "active",
            _group.c.is_organization.is_(True),
        )
    )
    return {row.group_id: row.capacity for row in _rows(query)}


def _rows(query: Any) -> Sequence[Any]:
    return list(model.Session.execute(query))
