"""The declared lists, read and written."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from .declared_list import DeclaredList
from .model import declared_lists


def declared() -> dict[str, dict[str, Any]]:
    """Read the declared lists by the address of their department."""
    groups = model.Group.__table__
    columns = (declared_lists.c["items"], declared_lists.c.basis, declared_lists.c.declared_on)
    query = sa.select(groups.c.name, *columns).join(
        groups, groups.c.id == declared_lists.c.organization
    )
    return {
        row[0]: {"items": row[1], "basis": row[2], "declared_on": row[3]}
        for row in model.Session.execute(query)
    }


def note(organization: str, said: DeclaredList, account: str) -> None:
    """Write the list of a department (its id) in the place of an earlier one.

    The caller commits.
    """
    values = {
        "items": said.items, "basis": said.basis, "declared_on": said.declared_on,
        "noted_by": account, "noted_at": sa.func.clock_timestamp(),
    }  # fmt: skip
    statement = insert(declared_lists).values(organization=organization, **values)
    model.Session.execute(
        statement.on_conflict_do_update(index_elements=["organization"], set_=values)
    )


def drop(organization: str) -> None:
    """Take the list of a department (its id) back: it is not measured any more.

    The caller commits.
    """
    statement = sa.delete(declared_lists).where(declared_lists.c.organization == organization)
    model.Session.execute(statement)
