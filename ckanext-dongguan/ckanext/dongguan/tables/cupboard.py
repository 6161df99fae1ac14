"""What is put away of a dataset while it is not open, and taken out again afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from .model import put_away

_C = put_away.c


def resources(dataset_id: str) -> list[str]:
    """List the resources of a dataset (their ids), deleted ones too."""
    query = sa.select(model.Resource.id).where(model.Resource.package_id == dataset_id)
    return list(model.Session.scalars(query.order_by(model.Resource.id)))


def put(kind: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """Keep things by resource, name and content; what is there already stays as it is."""
    values = [
        {"resource_id": resource, "kind": kind, "name": name, "content": content}
        for resource, name, content in rows
    ]
    if values:
        model.Session.execute(insert(put_away).on_conflict_do_nothing(), values)


def kept(kind: str, resource_ids: Iterable[str]) -> list[Any]:
    """List what is kept of some resources."""
    query = sa.select(put_away).where(_C.kind == kind, _C.resource_id.in_(list(resource_ids)))
    return list(model.Session.execute(query.order_by(_C.resource_id, _C.name)))


def forget(kind: str, resource_ids: Iterable[str]) -> None:
    """Forget what was taken out again."""
    statement = put_away.delete().where(_C.kind == kind, _C.resource_id.in_(list(resource_ids)))
    model.Session.execute(statement)
