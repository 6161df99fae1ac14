"""What of a dataset the checker asks for, and what it must not find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.openness.known import Known

from .probe import Secret

_RESOURCE, _PACKAGE = model.Resource, model.Package


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A dataset: what fills the braces of `probes.yaml`, its resources and views, its words."""

    dataset: Known
    type: str
    common: dict[str, str]
    # Resource id → name.
    resources: dict[str, str]
    # (view id, resource id)
    views: list[tuple[str, str]]
    aliases: list[str]
    # Of an entry nobody may know of, and of data that are not open.
    secret: Secret
    digests: Secret


def of(dataset: Known, aliases: list[str]) -> Facts:
    """Read a dataset as it is stored."""
    package = model.Session.get(_PACKAGE, dataset.id)
    rows = _resources(dataset.id)
    views = _views(row.id for row in rows)
    digests = _own_digests(dataset.id, {row.hash for row in rows if row.hash})
    return Facts(
        dataset=dataset,
        type=package.type,
        common=_common(package),
        resources={row.id: row.name or "" for row in rows},
        views=views,
        aliases=aliases,
        secret=Secret(
            ids=frozenset(
                {package.id, *(row.id for row in rows), *(view for view, _ in views)} | digests
            ),
            words=frozenset({package.name}),
            titles=_own_title(package),
        ),
        digests=Secret(ids=frozenset() if dataset.case is Case.OPEN else digests),
    )


def _resources(dataset_id: str) -> list[Any]:
    query = sa.select(_RESOURCE.id, _RESOURCE.name, _RESOURCE.hash)
    query = query.where(_RESOURCE.package_id == dataset_id, _RESOURCE.state == "active")
    return list(model.Session.execute(query.order_by(_RESOURCE.position)))


def _views(resource_ids: Any) -> list[tuple[str, str]]:
    view = model.ResourceView
    query = sa.select(view.id, view.resource_id).where(view.resource_id.in_(list(resource_ids)))
    return [(row.id, row.resource_id) for row in model.Session.execute(query)]


def _common(package: Any) -> dict[str, str]:
    department = model.Session.get(model.Group, package.owner_org)
    themes = package.get_groups(group_type="group")
    keywords = [tag.name for tag in package.get_tags()]
    found = {
        "id": package.id,
        "name": package.name,
        "type": package.type,
        "title": package.title or package.name,
        "department": department.name if department else "",
        "department_id": department.id if department else "",
        "theme": themes[0].name if themes else "",
        "keyword": keywords[0] if keywords else "",
        "activity": _activity(package.id),
    }
    return {name: text for name, text in found.items() if text}


def _activity(dataset_id: str) -> str:
    try:
        from ckanext.activity.model import Activity
    except ImportError:
        return ""
    query = sa.select(Activity.id).where(Activity.object_id == dataset_id)
    newest = query.order_by(Activity.timestamp.desc()).limit(1)
    return str(model.Session.scalar(newest) or "")


def _own_digests(dataset_id: str, digests: set[str]) -> frozenset[str]:
    """Leave out digests of contents that stand in other datasets too."""
    others = sa.select(_RESOURCE.hash).where(
        _RESOURCE.hash.in_(digests),
        _RESOURCE.package_id != dataset_id,
        _RESOURCE.state == "active",
    )
    return frozenset(digests - set(model.Session.scalars(others)))


def _own_title(package: Any) -> frozenset[str]:
    """Return the title, where no other dataset has the same."""
    others = sa.select(sa.func.count()).where(
        _PACKAGE.title == package.title, _PACKAGE.id != package.id, _PACKAGE.state == "active"
    )
    is_own = not model.Session.scalar(others)
    return frozenset([package.title] if is_own and package.title else [])
