"""What the databases themselves must guarantee, asked before the portal gives anything out.

A setting can only say which role is used; what the role may do is asked of PostgreSQL.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from ckanext.dongguan.audit import append_only

from .settings import Table

# After a reboot the database may come up a little later than the portal.
_PATIENCE_SECONDS = 30
_WRITING = """
SELECT current_user AS role, current_database() AS database,
       rolsuper AS superuser,
       rolcreatedb OR rolcreaterole AS creates,
       has_database_privilege(current_database(), 'CREATE')
           OR has_schema_privilege('public', 'CREATE') AS makes_tables,
       EXISTS (SELECT FROM pg_class
                WHERE relkind IN ('r', 'p', 'v', 'm')
                  AND relnamespace = 'public'::regnamespace
                  AND (has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                       OR pg_has_role(relowner, 'MEMBER'))) AS changes_rows
  FROM pg_roles WHERE rolname = current_user
"""
_POWERS = ("superuser", "creates", "makes_tables", "changes_rows")


def sentences(config: Mapping[str, Any], table: Table, language: str) -> Iterator[str]:
    """Say what a database does not guarantee, with the remedy."""
    texts = table.foundation
    try:
        main = ask(str(config["sqlalchemy.url"]), append_only.QUESTION)
        if faults := list(append_only.faults(main)):
            facts = {"role": main["role"], "remedy": append_only.remedy(main)}
            yield texts["audit"][language].format(faults=" ".join(faults), **facts)
        yield from _datastore(config, main, texts, language)
    except OperationalError:
        yield texts["unreachable"][language]


def _datastore(
    config: Mapping[str, Any], main: Mapping[str, Any], texts: Mapping[str, Any], language: str
) -> Iterator[str]:
    urls = [config.get(f"ckan.datastore.{kind}_url") for kind in ("write", "read")]
    if not all(urls):
        return
    writing, reading = (ask(str(url), _WRITING) for url in urls)
    if powers := [power for power in _POWERS if reading[power]]:
        facts = {"role": reading["role"], "faults": " ".join(powers)}
        yield texts["datastore_writes"][language].format(**facts)
    is_shared = reading["database"] == main["database"] and _place(urls[1]) == _place(
        config["sqlalchemy.url"]
    )
    if is_shared or reading["role"] == writing["role"]:
        yield texts["datastore_same"][language].format(database=reading["database"])


def _place(url: Any) -> tuple[str | None, int | None]:
    parts = sa.make_url(str(url))
    return parts.host, parts.port


def ask(url: str, question: str) -> dict[str, Any]:
    """Ask a database one question; a database that is starting is waited for.

    :raises OperationalError: nobody answers
    """
    engine = sa.create_engine(
        url, poolclass=sa.pool.NullPool, connect_args={"connect_timeout": 5}
    )
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OperationalError):
            return _answer(engine, question)
        time.sleep(1)
    return _answer(engine, question)


def _answer(engine: sa.Engine, question: str) -> dict[str, Any]:
    with engine.connect() as connection:
        return dict(connection.execute(sa.text(question)).mappings().one())
