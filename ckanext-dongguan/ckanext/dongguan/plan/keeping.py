"""The planned items, read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa
from ckan import model

from .item import PlanItem
from .model import open_plan

_FIELDS = tuple(field.name for field in fields(PlanItem))
_FILTERS = ("year", "dataset", "essential", "organization", "is_priority", "high_value")


def rows(wanted: Mapping[str, Any]) -> Sequence[Any]:
    """Read the items of a plan with their departments, the earliest first.

    `wanted` holds what a column is to be, `id` a number or `ids` several.
    """
    groups = model.Group.__table__
    query = (
        sa.select(
            open_plan,
            groups.c.name.label("department"),
            groups.c.title.label("department_title"),
            groups.c.extras["title_en"].astext.label("department_en"),
        )
        .join(groups, groups.c.id == open_plan.c.organization)
        .order_by(open_plan.c.due_on, open_plan.c.id)
    )
    for name in (*_FILTERS, "id"):
        if wanted.get(name) is not None:
            query = query.where(open_plan.c[name] == wanted[name])
    if "ids" in wanted:
        query = query.where(open_plan.c.id.in_(wanted["ids"]))
    return list(model.Session.execute(query))


def item_of(row: Any) -> PlanItem:
    """Read the item out of its row."""
    return PlanItem(**{name: row._mapping[name] for name in _FIELDS})


def years() -> list[int]:
    """List the years that have a plan, the latest first."""
    query = sa.select(open_plan.c.year).distinct().order_by(open_plan.c.year.desc())
    return list(model.Session.scalars(query))


def same(item: PlanItem) -> int | None:
    """Find the number of the item that a plan holds under the same department and title."""
    names = ("year", "organization", "title")
    query = sa.select(open_plan.c.id).where(
        *(open_plan.c[name] == getattr(item, name) for name in names)
    )
    found: int | None = model.Session.scalar(query)
    return found


def add(item: PlanItem, account: str) -> int:
    """Add an item; give its number. The caller commits."""
    values = {**asdict(item), "noted_by": account}
    statement = sa.insert(open_plan).values(values).returning(open_plan.c.id)
    return int(model.Session.scalar(statement))


def change(number: int, item: PlanItem, account: str) -> None:
    """Write an item in the place of an earlier one. The caller commits."""
    values = {**asdict(item), "noted_by": account, "noted_at": sa.func.clock_timestamp()}
    model.Session.execute(sa.update(open_plan).where(open_plan.c.id == number).values(values))


def drop(number: int) -> None:
    """Take an item out of the plan. The caller commits."""
    model.Session.execute(sa.delete(open_plan).where(open_plan.c.id == number))
