"""Giving a role and taking it back: one row each, with its row in the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.clock import told

from . import config, holding
from .model import grants
from .role import Held, conflicts, roles
from .wording import role_label

_user = model.User.__table__
SECURITY = "security_administrator"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be granted: to whom, which role where, until when, by whom (or nobody)."""

    user: Any
    held: Held
    until: datetime | None
    granter: Any

    def refuse_unfit(self) -> None:
        """Refuse what nobody may grant.

        :raises ValidationError: to oneself, in the wrong place, for a past term, beside
            a role that it does not go with
        """
        if self.granter is not None and self.granter.id == self.user.id:
            _refuse("user", tk._("Nobody grants a role to themselves. Ask another person."))
        self._refuse_place()
        if self.until is not None and self.until <= now():
            _refuse("until", tk._("The end lies in the past. Choose a later day."))
        for one in self._conflicts():
            _refuse("role", _conflict(one))

    def _refuse_place(self) -> None:
        is_of_department = roles()[self.held.role].department
        if is_of_department and self.held.organization is None:
            message = tk._("This role is held in one department. Choose the department.")
            _refuse("organization", message)
        if not is_of_department and self.held.organization is not None:
            message = tk._("This role is held for the whole city. Leave the department empty.")
            _refuse("organization", message)

    def _conflicts(self) -> Iterator[Held]:
        """Give what the role does not go with.

        CKAN's places stop counting as clerk with the first grant, so four eyes are asked
        of grants alone.
        """
        given, every = holding.granted(self.user.id), holding.held(self.user.id)
        yield from conflicts(self.held, given, four_eyes=config.four_eyes())
        yield from conflicts(self.held, every, four_eyes=False)


def _conflict(one: Held) -> str:
    return str(
        tk._(
            "This person already holds the role {role}, which does not go with the new "
            "one. Revoke it first or choose another person."
        )
    ).format(role=role_label(one.role))


def grant(wish: Wish, context: dict[str, Any]) -> Any:
    """Write the grant and its row in the log; the caller commits.

    :raises ValidationError: see `Wish.refuse_unfit`; the role is already held
    """
    # Two grants at the same moment must each see the other.
    model.Session.execute(
        sa.select(_user.c.id).where(_user.c.id == wish.user.id).with_for_update()
    )
    wish.refuse_unfit()
    if wish.held in holding.granted(wish.user.id):
        _refuse("role", tk._("This person already holds this role."))
    _close_expired(wish)
    row = _insert(wish)
    _note(context, "role_grant", row)
    return row


def _close_expired(wish: Wish) -> None:
    """Close what ended by itself, or belongs to a deleted department."""
    model.Session.execute(
        grants.update()
        .where(*_same(wish), grants.c.revoked_at.is_(None))
        .values(revoked_at=sa.func.coalesce(grants.c.until, sa.func.clock_timestamp()))
    )


def _same(wish: Wish) -> tuple[Any, ...]:
    return (
        grants.c.account == wish.user.id,
        grants.c.role == wish.held.role,
        grants.c.organization.is_not_distinct_from(wish.held.organization),
    )


def _insert(wish: Wish) -> Any:
    values = {
        "account": wish.user.id,
        "role": wish.held.role,
        "organization": wish.held.organization,
        "granted_by": wish.granter.id if wish.granter is not None else None,
        "until": wish.until,
    }
    return model.Session.execute(grants.insert().values(**values).returning(grants)).one()


def revoke(grant_id: int, revoker: Any, context: dict[str, Any]) -> Any:
    """Close a grant and write its row in the log; None where it is closed or absent."""
    statement = (
        grants.update()
        .where(grants.c.id == grant_id, grants.c.revoked_at.is_(None))
        .values(
            revoked_at=sa.func.clock_timestamp(),
            revoked_by=revoker.id if revoker is not None else None,
        )
        .returning(grants)
    )
    row = model.Session.execute(statement).one_or_none()
    if row is not None:
        _note(context, "role_revoke", row)
    return row


def _note(context: dict[str, Any], event: str, row: Any) -> None:
    detail = {
        "account": row.account,
        "role": row.role,
        "organization": row.organization,
        "until": told(row.until),
    }
    entry = {
        "event": event,
        "operation": f"dongguan_{event}",
        "outcome": "allow",
        "detail": detail,
    }
    tk.get_action("dongguan_audit_write")({**context, "ignore_auth": True}, entry)


def now() -> datetime:
    """Ask PostgreSQL for the time, which also decides when a grant ends."""
    return model.Session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()  # type: ignore[no-any-return]


def _refuse(field: str, sentence: str) -> None:
    raise tk.ValidationError({field: [sentence]})
