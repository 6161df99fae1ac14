"""Candidates found anew: all resources are read at once, their pairs written in one set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.openness.person import NO_GOVERNMENT

from . import block
from .model import candidates
from .resource import Resource
from .score import Score, score

SET = 1000
Report = Callable[[int, int], None]


def resources() -> list[Resource]:
    """Read every active resource of the city's own providers, public or not.

    One source for each data is a rule for departments: what others give, and samples of other
    cities, which stand below such a provider, accuse nobody.
    """
    package, provider = model.Package, model.Group
    kind = sa.func.coalesce(provider.extras["provider_class"].astext, "")
    query = (
        sa.select(package.id, package.owner_org, package.title, package.extras)
        .join(provider, provider.id == package.owner_org)
        .where(package.state == "active", kind.not_in(NO_GOVERNMENT))
    )
    return [
        Resource.of(row.id, row.owner_org, row.title or "", row.extras or {})
        for row in model.Session.execute(query.execution_options(yield_per=SET))
    ]


def renew(report: Report = lambda _done, _total: None) -> int:
    """Find the candidates anew and write them in the place of the former; return how many."""
    rows: list[dict[str, Any]] = []
    known = resources()
    for done, (one, other) in enumerate(block.pairs(known), 1):
        found = score(one, other)
        if found.is_enough:
            rows.append(_row(one, other, found))
        if done % SET == 0:
            report(min(done, len(known)), len(known))
    model.Session.execute(sa.delete(candidates))
    if rows:
        model.Session.execute(sa.insert(candidates), rows)
    model.Session.commit()
    report(len(known), len(known))
    return len(rows)


def _row(one: Resource, other: Resource, found: Score) -> dict[str, Any]:
    return {
        "first": one.id, "second": other.id, "score": found.total, "reasons": asdict(found),
    }  # fmt: skip
