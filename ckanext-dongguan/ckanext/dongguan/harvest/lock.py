"""One run per source at a time, whatever starts it and however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.harvesters.problem import BusyError

_TAKE = sa.text("SELECT pg_try_advisory_lock(hashtextextended(:name, 3))")
_GIVE = sa.text("SELECT pg_advisory_unlock(hashtextextended(:name, 3))")


@contextmanager
def held(source: str) -> Iterator[None]:
    """Hold the lock of a source; PostgreSQL gives it back when the process dies.

    :raises BusyError: another process follows the source
    """
    connection = model.meta.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    name = {"name": f"harvest:{source}"}
    try:
        if not connection.execute(_TAKE, name).scalar_one():
            raise BusyError(f"来源 {source}", "正在汇聚", "请等它结束，或先取消正在进行的运行")
        try:
            yield
        finally:
            connection.execute(_GIVE, name)
    finally:
        connection.close()
