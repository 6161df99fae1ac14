"""The work on one change: each step once, noted when it is done, gone on with after a kill."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan import lock
from ckanext.dongguan.openness import known, policy
from ckanext.dongguan.openness.actor import Standing
from ckanext.dongguan.openness.policy import Operation

from . import history, registry
from .definition import Change, Step

log = logging.getLogger(__name__)

Tell = Callable[[str, float, str], None]
_LAST = "check"


def silent(_step: str, _seconds: float, _error: str) -> None:
    """Tell nobody."""


def run(change_id: int, tell: Tell = silent, *, waits: bool = False) -> bool:
    """Do what is left of a change; return whether it has come to its end.

    Where another process has it in hand the answer is no, or with `waits` comes when that
    process has let go of it.
    """
    row = history.show(change_id)
    if row is None:
        return False
    model.Session.commit()
    with lock.held(f"reclassify:{row.dataset_id}", waits=waits) as is_ours:
        if not is_ours:
            return False
        row = history.show(change_id)
        return row.finished_at is not None or _go_on(row, tell)


def _go_on(row: Any, tell: Tell) -> bool:
    brought = registry.steps()
    left = [s.step for s in history.steps_of([row.id])[row.id] if s.finished_at is None]
    change = _change(row)
    model.Session.commit()
    is_well = True
    for name in left:
        if change is None or (name == _LAST and not is_well):
            continue
        is_well = _do(row, name, brought.get(name), change, tell) and is_well
    if is_well:
        history.finish(row.id)
        model.Session.commit()
    return is_well


def _change(row: Any) -> Change | None:
    """Read what the dataset is now; None where it is gone for good."""
    dataset = known.at_this_moment(row.dataset_id)
    if dataset is None:
        return None
    cell = policy.load().cells[Operation.DATA, dataset.case, Standing.ANONYMOUS]
    return Change(
        occasion=str(row.id),
        dataset_id=dataset.id,
        case=dataset.case,
        is_data_public=cell.is_given,
    )


def _do(row: Any, name: str, step: Step | None, change: Change, tell: Tell) -> bool:
    began = time.monotonic()
    try:
        count = step(change) if step else 0
    except Exception as error:
        model.Session.rollback()
        log.exception("step %s of the change %s failed", name, row.id)
        history.fail_step(row.id, name, f"{type(error).__name__}: {error}")
        model.Session.commit()
        tell(name, time.monotonic() - began, str(error))
        return False
    seconds = round(time.monotonic() - began, 3)
    history.finish_step(row.id, name, count, seconds)
    _record(row, name, count, seconds)
    model.Session.commit()
    tell(name, seconds, "")
    return True


def _record(row: Any, name: str, count: int, seconds: float) -> None:
    entry = {
        "event": "reclassification_step",
        "operation": name,
        "outcome": "allow",
        "account": row.account,
        "dataset": row.dataset_id,
        "detail": {"change": row.id, "count": count, "seconds": seconds},
    }
    tk.get_action("dongguan_audit_write_many")({"ignore_auth": True}, {"rows": [entry]})
