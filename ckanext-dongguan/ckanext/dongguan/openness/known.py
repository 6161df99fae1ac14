"""Datasets as the policy sees them, looked up by an id that a caller sent.

One query for each object and request. Nothing that a caller sends beside the id is
believed, and an id that can be none is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from ckan import model

from . import memo
from .case import Case, case_of
from .decision import Cause, State, judge
from .life import PUBLISHED, Life, LifeCycle
from .model import life_cycles

_ID = re.compile(r"[^\x00-\x1f\ud800-\udfff]{1,200}")
_CORE_DRAFT = Life(state=LifeCycle.DRAFT)


@dataclass(frozen=True, kw_only=True)
class Known:
    """A dataset: its id, that of its department, what it is to the policy table and why."""

    id: str
    owner: str | None
    case: Case
    cause: Cause


def dataset(reference: Any) -> Known | None:
    """Look a dataset up by its id or its name."""
    return _look_up("dataset", reference, _named)


def _named(reference: str) -> Any:
    package = model.Package
    named = sa.or_(package.id == reference, package.name == reference)
    # Nobody's name passes for another one's id.
    return _query().where(named).order_by((package.id == reference).desc()).limit(1)


def at_this_moment(dataset_id: str) -> Known | None:
    """Look a dataset up by its id, whatever this request has found out about it before."""
    return _read(_query().where(model.Package.id == dataset_id))


def of_resource(resource_id: Any) -> Known | None:
    """Look the dataset of a resource up."""
    return _look_up("resource", resource_id, _with_resource)


def _with_resource(resource_id: str) -> Any:
    resource = model.Resource
    query = _query().join(resource, resource.package_id == model.Package.id)
    return query.where(resource.id == resource_id, resource.state == "active")


def of_view(view_id: Any) -> Known | None:
    """Look the dataset of a resource's view up."""
    return _look_up("view", view_id, _with_view)


def _with_view(view_id: str) -> Any:
    resource, view = model.Resource, model.ResourceView
    query = _query().join(resource, resource.package_id == model.Package.id)
    query = query.join(view, view.resource_id == resource.id)
    return query.where(view.id == view_id, resource.state == "active")


def state_of(package: Any, life: Life) -> State:
    """Read all that decides about a dataset; core's own draft and deleted states close it."""
    return State.of(
        package.extras or {},
        _CORE_DRAFT if package.state == "draft" else life,
        is_deleted=package.state not in {"active", "draft"},
    )


def _query() -> Any:
    package, life = model.Package, life_cycles
    columns = (
        package.id, package.owner_org, package.state, package.extras,
        life.c.state.label("life"), life.c.until,
    )  # fmt: skip
    return sa.select(*columns).outerjoin(life, life.c.dataset_id == package.id)


def _look_up(kind: str, reference: Any, query: Callable[[str], Any]) -> Known | None:
    if not isinstance(reference, str) or not _ID.fullmatch(reference):
        return None
    found = memo.once((kind, reference), lambda: _read(query(reference)))
    # Whatever led to it, a page goes on to ask for the dataset by its id.
    return found and memo.once(("dataset", found.id), lambda: found)


def _read(query: Any) -> Known | None:
    row = model.Session.execute(query).first()
    if row is None:
        return None
    life = Life(state=LifeCycle(row.life), until=row.until) if row.life else PUBLISHED
    state, now = state_of(row, life), datetime.now(UTC)
    return Known(
        id=row.id,
        owner=row.owner_org,
        case=case_of(state, now),
        cause=judge(state, now).cause,
    )
