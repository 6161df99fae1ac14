"""A process that is killed half-way leaves a change that another one brings to the same end."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers
from ckanext.datastore.backend.postgres import get_write_engine

from ckanext.dongguan.files import keys
from ckanext.dongguan.files.model import stored_files
from ckanext.dongguan.files.storage import vault
from ckanext.dongguan.intake import drain
from ckanext.dongguan.reclassification import catalogue, checking, history, registry
from ckanext.dongguan.tables import cupboard, shutting

from ..apart import await_lock, own_connections
from .conftest import carry_out, errors, newest

Make = Callable[..., dict[str, Any]]


def die(*_given: Any, **_named: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def dying_step(name: str, *, behind: bool) -> Callable[[], None]:
    """Die before a step, or when it has done its work and nobody has noted it."""

    def arrange() -> None:
        brought = registry.steps()

        def step(change: Any) -> int:
            if behind:
                brought[name](change)
            return die()  # type: ignore[no-any-return]

        registry.steps = lambda: {**brought, name: step}

    return arrange


def dying_call(module: Any, name: str) -> Callable[[], None]:
    """Die in the middle of a step, where it calls something."""
    return lambda: setattr(module, name, die)


PLACES = {
    "before the first step": dying_step("labels", behind=False),
    "before the index is sent": dying_call(drain, "drain"),
    "behind the index": dying_step("index", behind=True),
    "aliases kept, not taken away": dying_call(shutting, "_permit"),
    "behind the tables": dying_step("tables", behind=True),
    "views kept": dying_call(cupboard, "put"),
    "a file at two keys": dying_call(keys, "end_move"),
    "behind the files": dying_step("files", behind=True),
    "in the check": dying_call(checking, "_record"),
    "before the end is noted": dying_call(history, "finish"),
}


def run_and_die(arrange: Callable[[], None], dataset_id: str) -> None:
    """Run the change in a process that dies."""
    own_connections()
    arrange()
    helpers.call_action("dongguan_reclassification_run", id=dataset_id)


def state(made: dict[str, Any]) -> dict[str, Any]:
    """Tell what every place holds of a dataset."""
    with get_write_engine().connect() as connection:
        names = connection.execute(sa.text('SELECT name FROM "_table_metadata"'))
        aliases = {row.name for row in names} & {made["alias"]}
    mine = stored_files.c.resource_id == made["resource"]
    row = model.Session.execute(sa.select(stored_files).where(mine)).one()
    views = model.Session.query(model.ResourceView).filter_by(resource_id=made["resource"])
    return {
        "aliases": aliases,
        "kept": [r.name for r in cupboard.kept("alias", [made["resource"]])] == [made["alias"]],
        "views": views.count(),
        "views kept": len(cupboard.kept("view", [made["resource"]])),
        "moved": (row.moved_for, row.moved_from) == (
            f"reclassification {newest(made).id}", None,
        ),
        "file": vault().path(row.key).exists(),
        "steps": [s.step for s in history.steps_of([newest(made).id])[newest(made).id]
                  if s.finished_at],
    }  # fmt: skip


END = {
    "aliases": set(), "kept": True, "views": 0, "views kept": 1, "moved": True, "file": True,
    "steps": list(catalogue.steps()),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_change_that_was_killed_comes_to_the_same_end(
    full: Make, freeze: Make, place: str
) -> None:
    made = full()
    freeze(made)
    model.Session.remove()
    dying = multiprocessing.get_context("fork").Process(
        target=run_and_die, args=(PLACES[place], made["id"])
    )
    dying.start()
    dying.join(300)
    assert dying.exitcode == -signal.SIGKILL
    await_lock(f"reclassify:{made['id']}")
    assert newest(made).finished_at is None

    done = carry_out(made)

    assert (done, errors(made)) == ({"finished": [newest(made).id], "left": []}, {})
    assert state(made) == END
