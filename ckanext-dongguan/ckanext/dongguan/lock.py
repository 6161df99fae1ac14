"""A lock in PostgreSQL that belongs to one process and falls when the process dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2.errors
import sqlalchemy as sa
from ckan import model

# The server notices a killed process a little after its death; a lock that is really
# held is not waited for.
_PATIENCE = "2s"
_FOREVER = "0"
_LIMIT = sa.text("SELECT set_config('lock_timeout', :limit, false)")
_TAKE = sa.text("SELECT pg_advisory_lock(hashtextextended(:name, 3)) IS NOT NULL")


@contextmanager
def held(name: str, *, waits: bool = False) -> Iterator[bool]:
    """Hold the lock of a name; say no where another process keeps it.

    With `waits` the answer comes when the other one has let go.
    """
    engine = model.meta.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(_LIMIT, {"limit": _FOREVER if waits else _PATIENCE})
        try:
            yield _taken(connection, name)
        finally:
            # The lock belongs to the connection, which must not go back to the pool with it.
            connection.invalidate()


def _taken(connection: sa.engine.Connection, name: str) -> bool:
    try:
        return bool(connection.execute(_TAKE, {"name": name}).scalar_one())
    except sa.exc.OperationalError as error:
        if isinstance(error.orig, psycopg2.errors.LockNotAvailable):
            return False
        raise
