"""Whether the application can only add to the audit log, without CKAN.

The question is put to PostgreSQL in one query (`QUESTION`); the answer names every power
that the application's role has beyond adding and reading. GB/T 22239-2019 8.1.4.3 d) asks
that audit records be protected from being deleted, changed or overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

OWNER_SQL = Path(__file__).with_name("owner.sql")

# A member of the owning role can become it, and a superuser everything: pg_has_role and
# has_table_privilege answer for both. The table is looked for in the catalogue, which
# everyone may read; `exists` is false where the file was never run.
QUESTION = """
SELECT current_user AS role,
       current_database() AS database,
       t.oid IS NOT NULL AS exists,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
       coalesce(pg_has_role(t.relowner, 'MEMBER'), false) AS owner,
       coalesce(pg_has_role(n.nspowner, 'MEMBER'), false) AS schema_owner,
       pg_has_role(d.datdba, 'MEMBER') AS database_owner,
       coalesce(has_table_privilege(t.oid, 'UPDATE')
                OR has_any_column_privilege(t.oid, 'UPDATE'), false) AS update,
       coalesce(has_table_privilege(t.oid, 'DELETE'), false) AS delete,
       coalesce(has_table_privilege(t.oid, 'TRUNCATE'), false) AS truncate,
       coalesce(has_table_privilege(t.oid, 'TRIGGER'), false) AS trigger,
       coalesce(has_column_privilege(t.oid, 'at', 'INSERT'), false) AS backdate,
       coalesce(has_column_privilege(t.oid, 'event', 'INSERT'), false) AS insert,
       coalesce(has_table_privilege(t.oid, 'SELECT'), false) AS read,
       -- Columns that a newer release writes and an older owner.sql did not make.
       NOT EXISTS (
           SELECT FROM unnest(ARRAY['id', 'at', 'account', 'event', 'operation', 'outcome',
                                    'dataset', 'resource', 'rule', 'detail', 'reason']) c
            WHERE c NOT IN (SELECT attname::text FROM pg_attribute
                             WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped)
       ) AS columns
  FROM pg_database d
  LEFT JOIN pg_namespace n ON n.nspname = 'dongguan_audit'
  LEFT JOIN pg_class t ON t.relnamespace = n.oid AND t.relname = 'entries'
 WHERE d.datname = current_database()
"""

# Powers the application must not have, and those it must.
FORBIDDEN = (
    "superuser", "owner", "schema_owner", "database_owner", "update", "delete", "truncate",
    "trigger", "backdate",
)  # fmt: skip
NEEDED = ("exists", "insert", "read", "columns")


def faults(answer: Mapping[str, Any]) -> Iterator[str]:
    """Name what is wrong: a forbidden power, or `no-` and a needed one.

    :param answer: the row that `QUESTION` returns
    """
    if not answer["exists"]:
        yield "no-exists"
        return
    yield from (power for power in FORBIDDEN if answer[power])
    yield from (f"no-{power}" for power in NEEDED if not answer[power])


def remedy(answer: Mapping[str, Any]) -> str:
    """Write the command that a superuser runs to set it right."""
    return (
        f"psql -U postgres -d {answer['database']} "
        f"-v application={answer['role']} -f {OWNER_SQL}"
    )
