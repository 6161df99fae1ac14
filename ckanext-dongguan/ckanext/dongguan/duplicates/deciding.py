"""Candidates that nobody has decided about, and decisions, read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from .model import candidates, sources, told_apart

# Pairs that somebody decides about at a sitting.
PAGE = 20


def open_ones(limit: int, offset: int) -> tuple[int, Sequence[Any]]:
    """Read the candidates that wait for a decision, the likeliest first, and their number."""
    first, second = candidates.c.first, candidates.c.second
    apart = sa.exists().where(told_apart.c.first == first, told_apart.c.second == second)
    points = sources.c.dataset
    named = sa.exists().where(
        sa.or_(
            sa.and_(points == first, sources.c.source == second),
            sa.and_(points == second, sources.c.source == first),
        )
    )
    query = sa.select(candidates).where(~apart, ~named)
    count = model.Session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    page = query.order_by(candidates.c.score.desc(), first, second).limit(limit)
    return int(count or 0), list(model.Session.execute(page.offset(offset)))


def datasets(ids: set[str]) -> dict[str, dict[str, Any]]:
    """Name datasets with their departments: one query."""
    package, group = model.Package, model.Group
    query = (
        sa.select(
            package.id, package.name, package.title, package.type,
            package.extras["title_en"].astext.label("title_en"),
            group.title.label("department"), group.name.label("department_name"),
        )
        .outerjoin(group, group.id == package.owner_org)
        .where(package.id.in_(ids), package.state == "active")
    )  # fmt: skip
    return {row.id: dict(row._mapping) for row in model.Session.execute(query)}


def links(dataset: str) -> tuple[str | None, list[str]]:
    """Give the source that a dataset points to, and those that point to it."""
    query = sa.select(sources.c.dataset, sources.c.source).where(
        sa.or_(sources.c.dataset == dataset, sources.c.source == dataset)
    )
    rows = list(model.Session.execute(query))
    source = next((row.source for row in rows if row.dataset == dataset), None)
    return source, sorted(row.dataset for row in rows if row.source == dataset)


def name(dataset: str, source: str, reason: str, account: str) -> None:
    """Let a dataset point to its source; whatever pointed to it points there as well."""
    values = {"source": source, "reason": reason, "noted_by": account}
    # The source itself is the end of every way.
    model.Session.execute(sa.delete(sources).where(sources.c.dataset == source))
    moved = sa.update(sources).where(sources.c.source == dataset).values(source=source)
    model.Session.execute(moved)
    statement = insert(sources).values(dataset=dataset, **values)
    model.Session.execute(
        statement.on_conflict_do_update(index_elements=["dataset"], set_=values)
    )
    model.Session.commit()


def tell_apart(pair: tuple[str, str], reason: str, account: str) -> None:
    """Note that two datasets are two; a source that one named of the other is forgotten."""
    first, second = sorted(pair)
    values: Mapping[str, Any] = {"reason": reason, "noted_by": account}
    statement = insert(told_apart).values(first=first, second=second, **values)
    model.Session.execute(
        statement.on_conflict_do_update(index_elements=["first", "second"], set_=values)
    )
    for dataset, source in ((first, second), (second, first)):
        gone = (sources.c.dataset == dataset, sources.c.source == source)
        model.Session.execute(sa.delete(sources).where(*gone))
    model.Session.commit()
