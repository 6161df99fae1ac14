"""Planned items as page, API and workbook give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from . import opened
from .item import PlanItem, Standing, standing
from .keeping import item_of


def shown(rows: Iterable[Any], today: date, *, is_keeper: bool) -> list[dict[str, Any]]:
    """Write rows of the plan with where they stand.

    A dataset is named where everyone sees it, and to who keeps the plan.
    """
    known = list(rows)
    ids = [row.dataset for row in known if row.dataset]
    public = opened.found(ids)
    named = {**(opened.stored(ids) if is_keeper else {}), **public}
    given = {key for key, dataset in public.items() if opened.is_given(dataset)}
    return [
        _shown(row, named.get(row.dataset), today, is_open=row.dataset in given)
        for row in known
    ]


def standings(rows: Iterable[Any], today: date) -> list[tuple[PlanItem, Standing]]:
    """Read the items out of rows of the plan with where they stand."""
    items = [item_of(row) for row in rows]
    given = opened.given(item.dataset for item in items if item.dataset)
    return [(item, standing(item, today, is_open=item.dataset in given)) for item in items]


def _shown(
    row: Any, dataset: Mapping[str, Any] | None, today: date, *, is_open: bool
) -> dict[str, Any]:
    item = item_of(row)
    stands = standing(item, today, is_open=is_open)
    names = ("id", "name", "title", "type")
    return {
        **asdict(item),
        "id": row.id,
        "due_on": item.due_on.isoformat(),
        "done_on": item.done_on.isoformat() if item.done_on else None,
        "organization": {
            "name": row.department,
            "title": row.department_title,
            "title_en": row.department_en or "",
        },
        "dataset": {name: dataset[name] for name in names} if dataset else None,
        "state": stands.state.value,
        "days_late": stands.days_late,
    }
