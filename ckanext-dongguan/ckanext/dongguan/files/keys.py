"""Under which key the file of a resource lies: rows that go with the resource's own change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from .model import stored_files
from .vault import Facts

_C = stored_files.c


def of(resource_id: str, digest: str) -> str | None:
    """Return the key of a content of a resource; None where there is no such file."""
    query = sa.select(_C.key).where(_C.resource_id == resource_id, _C.digest == digest)
    key: str | None = model.Session.execute(query).scalar_one_or_none()
    return key


def note(key: str, resource_id: str, facts: Facts) -> None:
    """Note, in the running transaction, where a content lies now."""
    row = {"key": key, "resource_id": resource_id, "digest": facts.digest, "size": facts.size}
    # What lay under another key is a stray from now on.
    again = {"key": key, "stored_at": sa.func.now(), "moved_from": None}
    statement = insert(stored_files).values(**row)
    model.Session.execute(
        statement.on_conflict_do_update(constraint="stored_files_content", set_=again)
    )


def renew(key: str) -> bool:
    """Note that a content is wanted again; a sweep waits for the commit and leaves it.

    False where a sweep was quicker: it takes the file with the row.
    """
    statement = stored_files.update().where(_C.key == key)
    return bool(model.Session.execute(statement.values(stored_at=sa.func.now())).rowcount)


def known() -> set[str]:
    """List every key that a row names."""
    rows = model.Session.execute(sa.select(_C.key, _C.moved_from)).all()
    return {key for row in rows for key in row if key}


def forget_outdated(before: datetime) -> int:
    """Delete the rows of contents that no resource has any more; return how many."""
    resource = model.Resource
    current = sa.exists().where(
        resource.id == _C.resource_id,
        resource.hash == _C.digest,
        resource.url_type == "upload",
        resource.state != "deleted",
    )
    statement = stored_files.delete().where(_C.stored_at < before, ~current)
    return int(model.Session.execute(statement).rowcount)


def of_dataset(package_id: str, occasion: str) -> Iterator[Any]:
    """List the rows of a dataset that have not moved to their end for an occasion."""
    of_package = sa.select(model.Resource.id).where(model.Resource.package_id == package_id)
    is_open = sa.or_(_C.moved_for.is_distinct_from(occasion), _C.moved_from.is_not(None))
    query = sa.select(stored_files).where(_C.resource_id.in_(of_package), is_open)
    yield from model.Session.execute(query.order_by(_C.key)).all()


def move(old: str, new: str, occasion: str) -> bool:
    """Give a content another key; False where somebody else did it first."""
    values = {"key": new, "moved_from": old, "moved_for": occasion}
    statement = stored_files.update().where(_C.key == old, _C.moved_from.is_(None))
    return bool(model.Session.execute(statement.values(**values)).rowcount)


def is_moved_for(key: str, occasion: str) -> bool:
    """Tell whether a content was moved for an occasion already."""
    query = sa.select(_C.moved_for).where(_C.key == key)
    return bool(model.Session.execute(query).scalar_one_or_none() == occasion)


def end_move(key: str) -> None:
    """Note that nothing lies under the former key any more."""
    statement = stored_files.update().where(_C.key == key)
    model.Session.execute(statement.values(moved_from=None))
