"""Datasets as the policy sees them, looked up by an id that a caller sent.

One query for each object and request. Nothing that a caller sends beside the id is
believed, and an id that can be none is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

import sqlalchemy as sa
from ckan import model

from . import memo
from .case import Case, case_of
from .decision import Cause, State, judge
from .life import PUBLISHED, Life, LifeCycle
from .model import life_cycles
from .record import OpeningRecord

_ID = re.compile(r"[^\x00-\x1f\ud800-\udfff]{1,200}")
_ASKED = "asked"
_SHOWN, _RESOURCES = "shown", "resources of what was shown"
_CORE_DRAFT = Life(state=LifeCycle.DRAFT)
# Weighed in the place of what is not there: both answers take as long.
_NOTHING = {"open_class": "withheld", **{one.name: "-" for one in fields(OpeningRecord)}}


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


def at_this_moment(dataset_id: str) -> Known | None:
    """Look a dataset up by its id, whatever this request has found out about it before."""
    return _read(_by_id, dataset_id)


def several(dataset_ids: Iterable[str]) -> dict[str, Known]:
    """Look datasets up by their ids, all in one question; what is not there is left out."""
    wanted = sorted(set(dataset_ids))
    rows = model.Session.execute(_by_ids(), {_ASKED: wanted}) if wanted else ()
    return {row.id: memo.once(("dataset", row.id), partial(_known, row)) for row in rows}


def of_resource(resource_id: Any) -> Known | None:
    """Look the dataset of a resource up."""
    return _look_up("resource", resource_id, _with_resource, among=_shown)


def expect_resources(dataset: Known) -> None:
    """Note that somebody was shown an entry: its page asks for each of its resources next."""
    waiting: dict[str, Known] = memo.once(_SHOWN, dict)
    waiting[dataset.id] = dataset


def of_view(view_id: Any) -> Known | None:
    """Look the dataset of a resource's view up."""
    return _look_up("view", view_id, _with_view)


def state_of(package: Any, life: Life) -> State:
    """Read all that decides about a dataset; core's own draft and deleted states close it."""
    return State.of(
        package.extras or {},
        _CORE_DRAFT if package.state == "draft" else life,
        is_deleted=package.state not in {"active", "draft"},
    )


def _look_up(
    kind: str,
    reference: Any,
    query: Callable[[], Any],
    among: Callable[[str], Known | None] = lambda _reference: None,
) -> Known | None:
    if not isinstance(reference, str) or not _ID.fullmatch(reference):
        return None
    found = memo.once((kind, reference), lambda: among(reference) or _read(query, reference))
    # Whatever led to it, a page goes on to ask for the dataset by its id.
    return found and memo.once(("dataset", found.id), lambda: found)


def _shown(resource_id: str) -> Known | None:
    """Look a resource up among those of the entries that were shown, all in one question."""
    waiting: dict[str, Known] = memo.once(_SHOWN, dict)
    found: dict[str, Known] = memo.once(_RESOURCES, dict)
    if waiting:
        for resource in model.Session.scalars(_resources(), {_ASKED: list(waiting)}):
            # Core loads each of them next.
            memo.hold(resource)
            found[resource.id] = waiting[resource.package_id]
        waiting.clear()
    return found.get(resource_id)


def _read(query: Callable[[], Any], reference: str) -> Known | None:
    row = model.Session.execute(query(), {_ASKED: reference}).first()
    if row is None:
        _weighed(State.of(_NOTHING))
        return None
    return _known(row)


def _known(row: Any) -> Known:
    # Core loads the dataset next, by its id: the session has it at hand.
    memo.hold(row.Package)
    life = Life(state=LifeCycle(row.life), until=row.until) if row.life else PUBLISHED
    case, cause = _weighed(state_of(row, life))
    return Known(id=row.id, owner=row.owner_org, case=case, cause=cause)


def _weighed(state: State) -> tuple[Case, Cause]:
    now = datetime.now(UTC)
    return case_of(state, now), judge(state, now).cause


@cache
def _query() -> Any:
    package, life = model.Package, life_cycles
    # The columns decide, as they are now; the session may hold an older dataset.
    columns = (
        package.id, package.owner_org, package.state, package.extras,
        life.c.state.label("life"), life.c.until, package,
    )  # fmt: skip
    return sa.select(*columns).outerjoin(life, life.c.dataset_id == package.id)


@cache
def _by_id() -> Any:
    return _query().where(model.Package.id == sa.bindparam(_ASKED))


@cache
def _by_ids() -> Any:
    return _query().where(model.Package.id.in_(sa.bindparam(_ASKED, expanding=True)))


@cache
def _named() -> Any:
    package = model.Package
    asked: Any = sa.bindparam(_ASKED)
    named = sa.or_(package.id == asked, package.name == asked)
    # Nobody's name passes for another one's id.
    return _query().where(named).order_by((package.id == asked).desc()).limit(1)


@cache
def _with_resource() -> Any:
    resource = model.Resource
    query = _query().join(resource, resource.package_id == model.Package.id)
    return query.where(resource.id == sa.bindparam(_ASKED), resource.state == "active")


@cache
def _resources() -> Any:
    resource = model.Resource
    of_them = resource.package_id.in_(sa.bindparam(_ASKED, expanding=True))
    return sa.select(resource).where(of_them, resource.state == "active")


@cache
def _with_view() -> Any:
    resource, view = model.Resource, model.ResourceView
    query = _query().join(resource, resource.package_id == model.Package.id)
    query = query.join(view, view.resource_id == resource.id)
    return query.where(view.id == sa.bindparam(_ASKED), resource.state == "active")
