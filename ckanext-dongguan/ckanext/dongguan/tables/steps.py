"""What the room does when a dataset has come to another case."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.reclassification.definition import Change

from . import cupboard, shutting


def tables(change: Change) -> int:
    """Put the aliases of tables away while the data are not open, or out again."""
    resources = cupboard.resources(change.dataset_id)
    if change.is_data_public:
        return shutting.open_again(resources)
    return shutting.shut(resources, is_stopped=change.is_stopped)


def views(change: Change) -> int:
    """Put the views of a stopped dataset away; whoever embedded one finds nothing."""
    resources = cupboard.resources(change.dataset_id)
    return _put_away(resources) if change.is_stopped else _take_out(resources)


def _put_away(resources: list[str]) -> int:
    view = model.ResourceView.__table__
    mine = view.c.resource_id.in_(resources)
    rows = model.Session.execute(sa.select(view).where(mine)).mappings().all()
    cupboard.put(
        "view", [(row["resource_id"], row["id"], json.dumps(dict(row))) for row in rows]
    )
    model.Session.execute(view.delete().where(mine))
    return len(rows)


def _take_out(resources: list[str]) -> int:
    kept = cupboard.kept("view", resources)
    there = set(
        model.Session.scalars(
            sa.select(model.Resource.id).where(model.Resource.id.in_(resources))
        )
    )
    rows: list[dict[str, Any]] = [
        json.loads(row.content) for row in kept if row.resource_id in there
    ]
    if rows:
        model.Session.execute(model.ResourceView.__table__.insert(), rows)
    cupboard.forget("view", resources)
    return len(rows)


STEPS = {"tables": tables, "views": views}
