"""The providers there are, with the numbers of their public entries."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan import account

from .provider import Provider, in_list_order


def providers() -> list[Provider]:
    """List all providers in the order of the code list: one query each to base and index."""
    groups = model.Group
    query = sa.select(groups.name, groups.title, groups.extras).where(
        groups.is_organization.is_(True), groups.state == "active"
    )
    counts = _public_entries()
    return in_list_order(
        Provider.of(row.name, row.title or row.name, row.extras or {}, counts.get(row.name, 0))
        for row in model.Session.execute(query)
    )


def choices() -> list[dict[str, str]]:
    """List id, name and title of all providers by title, for a form to choose from."""
    groups = model.Group
    query = sa.select(groups.id, groups.name, groups.title).where(
        groups.is_organization.is_(True), groups.state == "active"
    )
    rows = model.Session.execute(query.order_by(groups.title))
    return [dict(row) for row in rows.mappings()]


def children(name: str) -> list[tuple[str, str]]:
    """List name and title of the providers that stand below one."""
    groups = model.Group
    query = sa.select(groups.name, groups.title).where(
        groups.is_organization.is_(True),
        groups.state == "active",
        groups.extras["parent"].astext == name,
    )
    return [(row.name, row.title) for row in model.Session.execute(query.order_by(groups.name))]


def _public_entries() -> dict[str, int]:
    # The same for everyone: a signed-in person's own drafts are not counted.
    asked = {"rows": 0, "facet.field": ["organization"], "facet.limit": -1}
    found = tk.get_action("package_search")(account.of_everyone(), asked)
    counts: dict[str, int] = found["facets"].get("organization", {})
    return counts
