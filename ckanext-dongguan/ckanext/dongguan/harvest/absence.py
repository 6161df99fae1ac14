"""Records that a source has no more: missing, withdrawn, back again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.harvesters.seen import Seen

from .model import items

_COLUMNS = items.c
BACK = {"missing_since": None, "withdrawn_at": None, "is_excused": False}


def _these(source: str, remote_ids: Sequence[str]) -> Any:
    wanted = sa.any_(sa.cast(list(remote_ids), sa.ARRAY(sa.Text)))
    return sa.and_(_COLUMNS.source == source, _COLUMNS.remote_id == wanted)


def by(source: str) -> str:
    """Name the harvest of a source as the one who withdraws."""
    return f"harvest:{source}"


def note(source: str, remote_ids: Sequence[str], now: datetime, is_excused: Any) -> None:
    """Begin the grace period; an excused absence says nothing of the source."""
    statement = items.update().where(_these(source, remote_ids))
    with model.meta.engine.begin() as connection:
        connection.execute(statement.values(missing_since=now, is_excused=is_excused))


def withdraw(source: str, remote_ids: Sequence[str], now: datetime, grace: timedelta) -> int:
    """Withdraw datasets in one transaction; return the requests to the index."""
    told = (
        items.update()
        .where(_these(source, remote_ids))
        .values(withdrawn_at=now, missing_since=sa.func.coalesce(_COLUMNS.missing_since, now))
    )
    with _undone():
        ids = model.Session.execute(told.returning(_COLUMNS.package_id)).scalars().all()
        wish = {
            "ids": list(ids), "by": by(source), "public_reason": "来源单位已将该数据下线。",
            "inner_reason": f"来源 {source} 已无这些记录，{grace.days} 天等待期已过。",
        }  # fmt: skip
        context = {"ignore_auth": True, "defer_commit": True}
        tk.get_action("dongguan_datasets_withdraw")(context, wish)
        model.repo.commit()
    return _drain()


def restore(source: str, seen: Seen) -> tuple[int, int]:
    """Bring back what was seen again; return how many, and the requests to the index."""
    query = sa.select(_COLUMNS.remote_id, _COLUMNS.package_id, _COLUMNS.withdrawn_at).where(
        _COLUMNS.source == source, _COLUMNS.missing_since.is_not(None)
    )
    with model.meta.engine.connect() as connection:
        back = [row for row in connection.execute(query) if row.remote_id in seen]
    if not back:
        return 0, 0
    hidden = [row.package_id for row in back if row.withdrawn_at]
    with _undone():
        statement = items.update().where(_these(source, [row.remote_id for row in back]))
        model.Session.execute(statement.values(**BACK))
        context = {"ignore_auth": True, "defer_commit": True}
        wish = {"ids": hidden, "by": by(source)}
        tk.get_action("dongguan_datasets_restore")(context, wish)
        model.repo.commit()
    return len(hidden), _drain() if hidden else 0


class _undone:  # noqa: N801 - a context manager reads as words
    """Undo a transaction that breaks off."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is not None:
            model.Session.rollback()


def _drain() -> int:
    told = tk.get_action("dongguan_intake_drain")({"ignore_auth": True}, {})
    return int(told["requests"])
