"""Actions of the room."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ..roster import Entity, entities


def dongguan_directory_prepare(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, int]:
    """Create the providers and themes of the code lists; bring existing ones in line.

    Fields that the lists do not know (description, image) stay as they are. A
    second call changes nothing.

    :returns: how many were `created`, `updated` and left `unchanged`
    :rtype: dictionary
    """
    tk.check_access("dongguan_directory_prepare", context, data_dict)
    today = datetime.now(tk.h.get_display_timezone()).date()
    stored = {group.name: group for group in model.Session.query(model.Group)}
    site = _site()
    done = Counter(_bring_in_line(site, e, stored.get(e.name)) for e in entities(today))
    model.repo.commit()
    return {outcome: done[outcome] for outcome in ("created", "updated", "unchanged")}


def _bring_in_line(site: str, entity: Entity, group: Any) -> str:
    kind = "organization" if entity.is_organization else "group"
    # All of it is committed together; the answers, with their counts, are not needed.
    context = {
        "user": site, "ignore_auth": True, "defer_commit": True, "return_id_only": True,
    }  # fmt: skip
    if group is None:
        tk.get_action(f"{kind}_create")(context, {"name": entity.name, **entity.fields})
        return "created"
    if group.state == "active" and not entity.differs_from(_fields(group)):
        return "unchanged"
    values = {"id": group.id, "state": "active", **entity.fields}
    tk.get_action(f"{kind}_patch")(context, values)
    return "updated"


def _site() -> str:
    """Act as the site: whoever creates a provider becomes its administrator in CKAN."""
    return str(tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"])


def _fields(group: Any) -> dict[str, str | None]:
    return {**dict(group.extras), "title": group.title}
