"""What the page of a stopped dataset says, where somebody decided that it may be said.

Without such a sentence, and where the public never knew of the entry, the page answers
like one that does not exist.
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


@dataclass(frozen=True, kw_only=True)
class Said:
    """What may be said of a dataset: its state, why, since when, until when."""

    state: LifeCycle
    reason: str
    since: datetime
    until: datetime | None


def answer(surface: Surface, endpoint: str, reference: Any) -> Any:
    """Answer the page of a stopped dataset with the reason, or nothing where there is none."""
    is_page = surface.kind is Kind.DATASET and surface.operation is Operation.ENTRY
    if not is_page or not endpoint.endswith(".read") or not isinstance(reference, str):
        return None
    said = _said(reference)
    return _page(said) if said else None


def _said(reference: str) -> Said | None:
    package, life = model.Package, life_cycles.c
    query = (
        sa.select(
            package.state, package.extras, life.state.label("life"), life.until,
            life.public_reason, life.changed_at,
        )
        .join(life_cycles, life.dataset_id == package.id)
        .where(sa.or_(package.id == reference, package.name == reference))
        .limit(1)
    )  # fmt: skip
    row = model.Session.execute(query).first()
    if row is None or not row.public_reason or not _was_public(row):
        return None
    state = LifeCycle(row.life)
    if Life(state=state, until=row.until).is_published(datetime.now(UTC)):
        return None
    return Said(
        state=state, reason=row.public_reason, since=row.changed_at, until=row.until
    )  # fmt: skip


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
        "code": status,
    }
    return make_response((tk.render("dongguan/openness/stopped.html", extra), status))
