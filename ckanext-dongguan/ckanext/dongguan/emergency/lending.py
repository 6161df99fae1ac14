"""Emergency access in PostgreSQL: asked, decided, ended, and held at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from ckan import model

from . import alarm
from .access import ANSWERED_WITHIN, Access
from .model import accesses

_now = sa.func.clock_timestamp
_user = model.User.__table__


def access_of(row: Any) -> Access:
    """Read a row as the pure core knows it."""
    names = ("account", "asked_at", "decided_by", "is_approved", "until", "ended_at")
    return Access(**{name: getattr(row, name) for name in names})


def ask(account: str, dataset: str, reason: str, minutes: int) -> Any:
    """Write a request and its alarms; None where one is waiting or open already."""
    lock = sa.select(_user.c.id).where(_user.c.id == account).with_for_update()
    model.Session.execute(lock)
    if _unfinished(account, dataset):
        return None
    values = {"account": account, "dataset": dataset, "reason": reason, "minutes": minutes}
    row = _one(accesses.insert().values(**values).returning(accesses))
    alarm.note(row, "asked")
    return row


def decide(access_id: int, account: str, *, is_approved: bool) -> Any:
    """Approve or refuse as a second person; None where that is not possible (any more)."""
    until = accesses.c.minutes * sa.literal(timedelta(minutes=1)) + _now()
    values = {"decided_by": account, "decided_at": _now(), "is_approved": is_approved}
    if is_approved:
        values["until"] = until
    statement = (
        accesses.update()
        .where(accesses.c.id == access_id, accesses.c.account != account, *_waiting())
        .values(**values)
        .returning(accesses)
    )
    row = _one(statement)
    if row is not None:
        alarm.note(row, "approved" if is_approved else "refused")
    return row


def end(access_id: int, account: str) -> Any:
    """End an access that is open or waiting; None where it is neither."""
    statement = (
        accesses.update()
        .where(accesses.c.id == access_id, sa.or_(_open(), sa.and_(*_waiting())))
        .values(ended_by=account, ended_at=_now())
        .returning(accesses)
    )
    return _one(statement)


def end_all(dataset: str) -> Sequence[Any]:
    """End every access to a dataset that is open, in the running transaction."""
    statement = accesses.update().where(accesses.c.dataset == dataset, _open())
    values = {"ended_at": _now(), "ended_by": ""}
    return list(model.Session.execute(statement.values(**values).returning(accesses)))


def held(account: str, dataset: str) -> Any:
    """Return the open access of a person to a dataset, or None."""
    query = (
        sa.select(accesses)
        .where(accesses.c.account == account, accesses.c.dataset == dataset, _open())
        .order_by(accesses.c.until.desc())
        .limit(1)
    )
    return _one(query)


def now() -> datetime:
    """Ask PostgreSQL for the time, which decides when an access ends."""
    return model.Session.execute(sa.select(_now())).scalar_one()  # type: ignore[no-any-return]


def show(access_id: int) -> Any:
    """Return one access, or None."""
    return _one(sa.select(accesses).where(accesses.c.id == access_id))


def rows(account: str | None, limit: int) -> Sequence[Any]:
    """List accesses, newest first; those of one person or of all."""
    query = sa.select(accesses).order_by(accesses.c.id.desc()).limit(limit)
    if account is not None:
        query = query.where(accesses.c.account == account)
    return list(model.Session.execute(query))


def _open() -> Any:
    return sa.and_(
        accesses.c.is_approved, accesses.c.ended_at.is_(None), accesses.c.until > _now()
    )


def _waiting() -> tuple[Any, ...]:
    return (
        accesses.c.decided_by.is_(None),
        accesses.c.ended_at.is_(None),
        accesses.c.asked_at > _now() - sa.literal(ANSWERED_WITHIN),
    )


def _unfinished(account: str, dataset: str) -> bool:
    query = sa.select(accesses.c.id).where(
        accesses.c.account == account,
        accesses.c.dataset == dataset,
        sa.or_(_open(), sa.and_(*_waiting())),
    )
    return model.Session.execute(query).first() is not None


def _one(statement: Any) -> Any:
    return model.Session.execute(statement).one_or_none()
