"""What the page of a stopped dataset says, where somebody decided that it may be said.

Without such a sentence, and where the public never knew of the entry, the page answers
like one that does not exist. What is withdrawn for good is named, with its department;
what is frozen is being looked into, and its page says why and nothing of the entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from flask import make_response

from . import known
from .case import case_of
from .life import PUBLISHED, Life, LifeCycle
from .model import life_cycles
from .policy import Operation
from .surfaces import Kind, Surface

# The pages of a dataset and of a file, and the address of the file.
_PLACES = {
    (Kind.DATASET, Operation.ENTRY, "read"),
    (Kind.RESOURCE, Operation.ENTRY, "read"),
    (Kind.RESOURCE, Operation.DATA, "download"),
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What may be said of a dataset: its state, why, since when, until when.

    Only of a withdrawn one its titles by language and its department.
    """

    state: LifeCycle
    reason: str
    since: datetime
    until: datetime | None
    titles: dict[str, str]
    department: dict[str, str] | None


def answer(surface: Surface, endpoint: str, reference: Any) -> Any:
    """Answer a page of a stopped dataset, or the address of one of its files, with the reason,
    or nothing where there is none.
    """
    view = endpoint.rpartition(".")[2]
    is_told = (surface.kind, surface.operation, view) in _PLACES
    if not is_told or not isinstance(reference, str):
        return None
    said = _said(surface.kind, reference)
    return _page(said) if said else None


def _said(kind: Kind | None, reference: str) -> Said | None:
    row = model.Session.execute(_query(kind, reference)).first()
    if row is None or not row.public_reason or not _was_public(row):
        return None
    state = LifeCycle(row.life)
    if Life(state=state, until=row.until).is_published(datetime.now(UTC)):
        return None
    is_named = state is LifeCycle.WITHDRAWN
    return Said(
        state=state, reason=row.public_reason, since=row.changed_at, until=row.until,
        titles=_titles(row) if is_named else {},
        department=_department(row) if is_named else None,
    )  # fmt: skip


def _query(kind: Kind | None, reference: str) -> Any:
    package, life, group = model.Package, life_cycles.c, model.Group
    query = (
        sa.select(
            package.state, package.extras, package.title, life.state.label("life"), life.until,
            life.public_reason, life.changed_at,
            group.name.label("group_name"), group.title.label("group_title"),
        )
        .join(life_cycles, life.dataset_id == package.id)
        .outerjoin(group, group.id == package.owner_org)
        .limit(1)
    )  # fmt: skip
    if kind is Kind.RESOURCE:
        resource = model.Resource
        return query.join(resource, resource.package_id == package.id).where(
            resource.id == reference, resource.state == "active"
        )
    return query.where(sa.or_(package.id == reference, package.name == reference))


def _titles(row: Any) -> dict[str, str]:
    return {"title": row.title or "", "title_en": (row.extras or {}).get("title_en") or ""}


def _department(row: Any) -> dict[str, str] | None:
    return {"name": row.group_name, "title": row.group_title} if row.group_name else None


def _was_public(row: Any) -> bool:
    """Tell whether everyone would know of the entry if it were not stopped."""
    return case_of(known.state_of(row, PUBLISHED), datetime.now(UTC)).is_entry_public


def _page(said: Said) -> Any:
    # Withdrawn is for good; everything else is known to be there and not given out.
    status = 410 if said.state is LifeCycle.WITHDRAWN else 403
    zone = tk.h.get_display_timezone()
    extra = {
        "state": said.state.value,
        "reason": said.reason,
        "since": f"{said.since.astimezone(zone):%Y-%m-%d}",
        "until": f"{said.until.astimezone(zone):%Y-%m-%d %H:%M}" if said.until else "",
        "title": tk.h.dongguan_text(said.titles, "title") if said.titles else "",
        "department": said.department,
        "code": status,
    }
    return make_response((tk.render("dongguan/openness/stopped.html", extra), status))
