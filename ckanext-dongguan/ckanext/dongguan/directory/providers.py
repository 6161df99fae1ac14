"""Providers and themes in CKAN, brought in line with what is wanted of them."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from .roster import Entity


def bring_in_line(entity: Entity, group: Any) -> str:
    """Create or update one; `group` is what is stored under its name, or None.

    Returns `created`, `updated` or `unchanged`. The caller commits.
    """
    kind = "organization" if entity.is_organization else "group"
    if group is None:
        tk.get_action(f"{kind}_create")(_context(), {"name": entity.name, **entity.fields})
        return "created"
    if group.state == "active" and not entity.differs_from(_fields(group)):
        return "unchanged"
    values = {"id": group.id, "state": "active", **entity.fields}
    tk.get_action(f"{kind}_patch")(_context(), values)
    return "updated"


def ensure(entity: Entity) -> str:
    """Bring one in line and commit."""
    outcome = bring_in_line(entity, model.Group.by_name(entity.name))
    model.repo.commit()
    return outcome


def _context() -> dict[str, Any]:
    """Act as the site: whoever creates a provider becomes its administrator in CKAN."""
    site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    # The answers, with their counts, are not needed.
    return {
        "user": site["name"], "ignore_auth": True, "defer_commit": True, "return_id_only": True,
    }  # fmt: skip


def _fields(group: Any) -> dict[str, str | None]:
    return {
        **dict(group.extras),
        "title": group.title,
        "description": group.description,
    }
