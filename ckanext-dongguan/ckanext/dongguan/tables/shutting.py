"""Tables of the DataStore shut and opened: their aliases, and the right of its read role.

Both take no longer for a million rows than for one. The DataStore is a database of its
own, so what is put away is committed here before it is taken away there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model
from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine, identifier

from . import cupboard

_TABLES = sa.text(
    'SELECT name FROM "_table_metadata" WHERE alias_of IS NULL AND name = ANY(:names)'
)
_ALIASES = sa.text('SELECT name, alias_of FROM "_table_metadata" WHERE alias_of = ANY(:names)')
# An alias of an alias of an alias, as far as the doors go.
_DEEP = 3


def shut(resource_ids: Sequence[str], *, is_stopped: bool) -> int:
    """Take the aliases of tables away, and of a stopped dataset the right to read them."""
    with get_write_engine().connect() as connection:
        tables = _names(connection, resource_ids)
        found = _aliases(connection, tables)
    cupboard.put("alias", found)
    model.Session.commit()
    with get_write_engine().begin() as connection:
        # The last made first: one may stand on another.
        for _resource, alias, _of in reversed(found):
            connection.execute(sa.text(f"DROP VIEW IF EXISTS {identifier(alias)}"))
        _permit(connection, tables, is_readable=not is_stopped)
    return len(tables)


def open_again(resource_ids: Sequence[str]) -> int:
    """Give tables their aliases and the right to read them again."""
    kept = cupboard.kept("alias", resource_ids)
    with get_write_engine().begin() as connection:
        tables = _names(connection, resource_ids)
        _permit(connection, tables, is_readable=True)
        for row in _in_order(kept, set(tables)):
            _make(connection, row.name, row.content)
    cupboard.forget("alias", resource_ids)
    return len(tables)


def aliases(resource_ids: Sequence[str]) -> list[str]:
    """List the aliases that tables have, and those that are put away."""
    with get_write_engine().connect() as connection:
        found = _aliases(connection, _names(connection, resource_ids))
    kept = (row.name for row in cupboard.kept("alias", resource_ids))
    return sorted({*(alias for _, alias, _ in found), *kept})


def _names(connection: Any, resource_ids: Sequence[str]) -> list[str]:
    rows = connection.execute(_TABLES, {"names": list(resource_ids)})
    return sorted(row.name for row in rows)


def _aliases(connection: Any, tables: list[str]) -> list[tuple[str, str, str]]:
    """List aliases as (resource, alias, what it stands for), those they stand on first."""
    found: list[tuple[str, str, str]] = []
    owners = {table: table for table in tables}
    level = list(tables)
    for _ in range(_DEEP):
        rows = connection.execute(_ALIASES, {"names": level}).all() if level else []
        fresh = [row for row in rows if row.name not in owners]
        for row in fresh:
            owners[row.name] = owners[row.alias_of]
            found.append((owners[row.name], row.name, row.alias_of))
        level = [row.name for row in fresh]
    return found


def _permit(connection: Any, tables: list[str], *, is_readable: bool) -> None:
    if not tables:
        return
    reader = identifier(str(get_read_engine().url.username))
    named = ", ".join(identifier(table) for table in tables)
    verb = f"GRANT SELECT ON {named} TO" if is_readable else f"REVOKE SELECT ON {named} FROM"
    connection.execute(sa.text(f"{verb} {reader}"))


def _in_order(kept: list[Any], there: set[str]) -> list[Any]:
    """Put aliases behind what they stand on; leave out what stands on nothing any more."""
    ordered: list[Any] = []
    waiting = list(kept)
    for _ in range(_DEEP):
        ready = [row for row in waiting if row.content in there]
        ordered += ready
        there |= {row.name for row in ready}
        waiting = [row for row in waiting if row not in ready]
    return ordered


def _make(connection: Any, alias: str, stands_for: str) -> None:
    view, source = identifier(alias), identifier(stands_for)
    connection.execute(sa.text(f"CREATE OR REPLACE VIEW {view} AS TABLE {source}"))
    reader = identifier(str(get_read_engine().url.username))
    connection.execute(sa.text(f"GRANT SELECT ON {identifier(alias)} TO {reader}"))
