"""Changes and their steps in PostgreSQL: begun, done, failed, finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from ckan import model

from . import catalogue
from .model import reclassifications, steps

_C, _S = reclassifications.c, steps.c
_now = sa.func.clock_timestamp
_FACTS = ("dataset_id", "event", "from_case", "to_case", "reason", "account")
_LONGEST_ERROR = 2000


def begin(changes: Sequence[Mapping[str, Any]]) -> None:
    """Write changes with all their steps still to do, in the running transaction.

    An unfinished one of the same dataset is overtaken: the new one does all of it.
    """
    values = [{name: change.get(name) for name in _FACTS} for change in changes]
    insert = reclassifications.insert().returning(_C.id, _C.dataset_id)
    begun = {row.dataset_id: row.id for row in model.Session.execute(insert, values)}
    waiting = [
        {"reclassification": new, "step": name, "number": number}
        for new in begun.values()
        for number, name in enumerate(catalogue.steps())
    ]
    model.Session.execute(steps.insert(), waiting)
    for dataset_id, new in begun.items():
        _overtake(dataset_id, new)


def _overtake(dataset_id: str, new: int) -> None:
    older = (_C.dataset_id == dataset_id, _C.id < new, _C.finished_at.is_(None))
    values = {"finished_at": _now(), "superseded_by": new}
    model.Session.execute(reclassifications.update().where(*older).values(**values))


def unfinished(dataset_id: str | None = None) -> list[Any]:
    """List the changes that are not carried everywhere yet, the oldest first."""
    query = sa.select(reclassifications).where(_C.finished_at.is_(None)).order_by(_C.id)
    if dataset_id is not None:
        query = query.where(_C.dataset_id == dataset_id)
    return list(model.Session.execute(query))


def of_dataset(dataset_id: str, limit: int) -> list[Any]:
    """List the changes of a dataset, the newest first."""
    query = sa.select(reclassifications).where(_C.dataset_id == dataset_id)
    return list(model.Session.execute(query.order_by(_C.id.desc()).limit(limit)))


def show(change_id: int) -> Any:
    """Return a change, or None."""
    query = sa.select(reclassifications).where(_C.id == change_id)
    return model.Session.execute(query).one_or_none()


def steps_of(change_ids: Sequence[int]) -> dict[int, list[Any]]:
    """List the steps of some changes in their order."""
    query = sa.select(steps).where(_S.reclassification.in_(list(change_ids)))
    found: dict[int, list[Any]] = {change_id: [] for change_id in change_ids}
    for row in model.Session.execute(query.order_by(_S.number)):
        found[row.reclassification].append(row)
    return found


def finish_step(change_id: int, step: str, count: int, seconds: float) -> None:
    """Note that a step is done, in the running transaction."""
    values = {"finished_at": _now(), "count": count, "seconds": seconds, "error": ""}
    model.Session.execute(_step(change_id, step).values(**values))


def fail_step(change_id: int, step: str, error: str) -> None:
    """Note why a step could not be done; it stays to do."""
    model.Session.execute(_step(change_id, step).values(error=error[:_LONGEST_ERROR]))


def finish(change_id: int) -> None:
    """Note that a change is carried everywhere."""
    statement = reclassifications.update().where(_C.id == change_id)
    model.Session.execute(statement.values(finished_at=_now()))


def note_alarm(change_id: int) -> None:
    """Note that people were told of a change that does not come to its end."""
    statement = reclassifications.update().where(_C.id == change_id)
    model.Session.execute(statement.values(alarmed_at=_now()))


def _step(change_id: int, step: str) -> Any:
    return steps.update().where(_S.reclassification == change_id, _S.step == step)
