"""Providers and themes in CKAN, brought in line with what the code lists say of them.

What a person has changed since the lists last spoke stays; what the lists say anew is
taken. So an officer's renaming survives a restart and a correction in the lists arrives.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ckanext.dongguan import account

from .model import listed_entities
from .roster import Entity


def bring_in_line(entity: Entity, group: Any, listed: Mapping[str, str] | None = None) -> str:
    """Create or update one; `group` is what is stored under its name, or None.

    `listed` is what the lists said the last time. Returns `created`, `updated` or
    `unchanged`. The caller commits.
    """
    outcome = _bring(entity, group, listed)
    if listed != entity.fields:
        _remember(entity)
    return outcome


def _bring(entity: Entity, group: Any, listed: Mapping[str, str] | None) -> str:
    kind = "organization" if entity.is_organization else "group"
    if group is None:
        tk.get_action(f"{kind}_create")(_context(), {"name": entity.name, **entity.fields})
        return "created"
    changes = entity.changes(_fields(group), listed)
    if group.state == "active" and not changes:
        return "unchanged"
    values = {"id": group.id, "state": "active", **changes}
    tk.get_action(f"{kind}_patch")(_context(), values)
    return "updated"


def ensure(entity: Entity) -> str:
    """Bring one in line and commit."""
    outcome = bring_in_line(entity, model.Group.by_name(entity.name), listed().get(entity.name))
    model.repo.commit()
    return outcome


def listed() -> dict[str, dict[str, str]]:
    """Read what the lists said the last time, by name."""
    columns = listed_entities.c
    rows = model.Session.execute(sa.select(columns.name, columns.fields))
    return {row.name: row.fields for row in rows}


def _remember(entity: Entity) -> None:
    values = {"fields": dict(entity.fields)}
    statement = insert(listed_entities).values(name=entity.name, **values)
    model.Session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def _context() -> dict[str, Any]:
    """Act as the site: whoever creates a provider becomes its administrator in CKAN."""
    # The answers, with their counts, are not needed.
    return {**account.of_site(), "defer_commit": True, "return_id_only": True}


def _fields(group: Any) -> dict[str, str | None]:
    return {
        **dict(group.extras),
        "title": group.title,
        "description": group.description,
    }
