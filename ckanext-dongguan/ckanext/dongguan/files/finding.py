"""Resources whose data are open to all, found by what stands in their columns.

CKAN searches those of every dataset whose entry is public: a hash or an address that
must not leave could be guessed there letter by letter.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model

from .giving import is_open
from .wish import ResourceWish

_PREFIX_ONLY = {"hash"}


def find(wish: ResourceWish) -> tuple[int, list[model.Resource]]:
    """Return how many resources are found, and those of the part that is wanted."""
    conditions = [_holds(field, term) for field, term in wish.terms]
    resource, package = model.Resource, model.Package
    query = (
        sa.select(resource)
        .join(package, package.id == resource.package_id)
        .where(
            package.state == "active",
            package.private.is_(False),
            package.extras["open_class"].astext == "unconditional",
            resource.state == "active",
            *conditions,
        )
    )
    count = model.Session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    ordered = query.order_by(getattr(resource, wish.order_by), resource.id)
    page = model.Session.scalars(ordered.offset(wish.offset).limit(wish.limit))
    # What was closed a moment ago may still be marked as public.
    return int(count or 0), [one for one in page if is_open(one.id)]


def _holds(field: str, term: str) -> Any:
    column = getattr(model.Resource, field)
    if not isinstance(column.type, sa.Text):
        return sa.cast(column, sa.Text) == term
    if field in _PREFIX_ONLY:
        return column.istartswith(term, autoescape=True)
    return column.icontains(term, autoescape=True)
