"""The DataStore's database: one role writes, one only reads, as CKAN's own SQL permits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2

from . import postgres
from .problem import Problem

# Found without importing it: CKAN's code takes seconds to load.
_SPEC = find_spec("ckanext.datastore")
SCRIPT = Path(str(_SPEC and _SPEC.origin)).with_name("set_permissions.sql")
# A word of psql; here the connection is made to that database in the first place.
_CONNECT = "\\connect {datastoredb}"


@dataclass(frozen=True, kw_only=True)
class DataStore:
    """The names of a DataStore in our own PostgreSQL, and CKAN's main ones beside it."""

    database: str = "datastore"
    writer: str = "datastore_writer"
    reader: str = "datastore_reader"
    main_database: str = "postgres"
    main_role: str = "postgres"

    def permissions(self) -> str:
        """Fill these names into CKAN's script of permissions."""
        script = SCRIPT.read_text("utf-8").partition(_CONNECT)[2]
        return script.format(
            maindb=_quoted(self.main_database),
            datastoredb=_quoted(self.database),
            mainuser=_quoted(self.main_role),
            writeuser=_quoted(self.writer),
            readuser=_quoted(self.reader),
        )


def ensure(superuser_url: str, wanted: DataStore, passwords: Mapping[str, str]) -> None:
    """Make database, roles and permissions, or bring those of an older start up to date."""
    with postgres.session(superuser_url) as cursor:
        for role in (wanted.writer, wanted.reader):
            postgres.ensure_role(cursor, role, passwords[role])
        # A second lock on the reader's door: CKAN's script is the first.
        cursor.execute(
            f"ALTER ROLE {_quoted(wanted.reader)} SET default_transaction_read_only = on"
        )
        postgres.ensure_database(cursor, wanted.database, wanted.writer)
    with postgres.session(f"{superuser_url.rpartition('/')[0]}/{wanted.database}") as cursor:
        _permit(cursor, wanted)


def _permit(cursor: Any, wanted: DataStore) -> None:
    """Run CKAN's script once for each of its versions: it also touches existing tables."""
    script = wanted.permissions()
    mark = f"permissions {hashlib.sha256(script.encode()).hexdigest()}"
    cursor.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
        [wanted.database],
    )
    if cursor.fetchone()[0] != mark:
        # One call is one transaction: script and mark are there together or not at all.
        comment = f"COMMENT ON DATABASE {_quoted(wanted.database)} IS '{mark}'"
        cursor.execute(f"{script};\n{comment}")


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def check(write_url: str, read_url: str) -> None:
    """Stop with a sentence when a site's own DataStore cannot serve or is not guarded."""
    with postgres.session(write_url) as cursor:
        written = _ask(cursor, "SELECT current_database()")
        is_prepared = _ask(cursor, "SELECT to_regclass('public._table_metadata') IS NOT NULL")
        may_create = _ask(cursor, "SELECT has_schema_privilege('public', 'CREATE')")
    with postgres.session(read_url) as cursor:
        if _ask(cursor, "SELECT current_database()") != written:
            raise Problem("datastore_two_databases")
        if not (is_prepared and may_create and _reads(cursor)):
            raise Problem("datastore_bare", database=written)
        if _writes(cursor):
            raise Problem("datastore_reader_writes", database=written)


def _reads(cursor: Any) -> bool:
    try:
        return bool(_ask(cursor, "SELECT has_table_privilege('_table_metadata', 'SELECT')"))
    except psycopg2.Error:
        return False


def _writes(cursor: Any) -> bool:
    """Tell whether the reading role may change anything at all."""
    return bool(
        _ask(
            cursor,
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole"
            " OR has_schema_privilege('public', 'CREATE')"
            " OR has_database_privilege(current_database(), 'CREATE')"
            " OR EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p')"
            "  AND relnamespace = 'public'::regnamespace"
            "  AND has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))"
            " FROM pg_roles WHERE rolname = current_user",
        )
    )


def _ask(cursor: Any, query: str) -> Any:
    cursor.execute(query)
    return cursor.fetchone()[0]
