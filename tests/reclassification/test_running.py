"""A change of openness reaches every surface, and comes back from every surface."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers
from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine

from ckanext.dongguan.audit.model import entries
from ckanext.dongguan.files.model import stored_files
from ckanext.dongguan.files.storage import vault
from ckanext.dongguan.reclassification import catalogue, history, registry

from .conftest import CELL, carry_out, errors, newest

Make = Callable[..., dict[str, Any]]


def key_of(made: dict[str, Any]) -> str:
    query = sa.select(stored_files.c.key).where(stored_files.c.resource_id == made["resource"])
    return str(model.Session.execute(query).scalar_one())


def aliases() -> set[str]:
    with get_write_engine().connect() as connection:
        rows = connection.execute(sa.text('SELECT name FROM "_table_metadata"'))
        return {row.name for row in rows}


def read_role_reads(table: str) -> bool:
    with get_read_engine().connect() as connection:
        query = sa.text("SELECT has_table_privilege(:table, 'SELECT')")
        return bool(connection.execute(query, {"table": f'"{table}"'}).scalar_one())


def test_every_step_is_brought_by_a_room_and_described(portal: None) -> None:
    assert set(registry.steps()) == set(catalogue.steps())


def test_a_frozen_dataset_leaves_every_place_and_comes_back_to_it(
    full: Make, freeze: Make, app: Any
) -> None:
    made = full()
    before = key_of(made)
    freeze(made)

    frozen = carry_out(made)

    assert (frozen["left"], errors(made)) == ([], {})
    assert made["alias"] not in aliases()
    assert not read_role_reads(made["resource"])
    assert model.ResourceView.get(made["view"]) is None
    assert key_of(made) != before
    assert not Path(vault().path(before)).exists()
    helpers.call_action(
        "dongguan_life_cycle_update", id=made["id"], state="published", inner_reason="查清"
    )
    assert carry_out(made)["left"] == []
    assert made["alias"] in aliases()
    view = model.ResourceView.get(made["view"])
    assert (view.title, view.config) == (made["word"], {"show_fields": ["a"]})
    rows = app.get(f"/api/3/action/datastore_search?resource_id={made['alias']}")
    assert CELL in rows.text
    assert CELL in app.get(f"/dataset/{made['id']}/resource/{made['resource']}/download").text


def test_each_step_is_on_record_with_what_it_did(full: Make, freeze: Make) -> None:
    made = full()
    freeze(made)

    carry_out(made)

    assert errors(made) == {}
    change = newest(made)
    steps = history.steps_of([change.id])[change.id]
    assert [step.step for step in steps] == list(catalogue.steps())
    assert all(step.finished_at is not None for step in steps)
    counts = {step.step: step.count for step in steps}
    assert (counts["tables"], counts["views"], counts["files"]) == (1, 1, 1)
    assert counts["check"] > 100
    query = sa.select(entries.c.operation).where(
        entries.c.dataset == made["id"], entries.c.event == "reclassification_step"
    )
    assert list(model.Session.scalars(query.order_by(entries.c.id))) == list(catalogue.steps())


def test_a_second_run_and_a_second_button_change_nothing_more(full: Make, freeze: Make) -> None:
    made = full()
    freeze(made)
    carry_out(made)
    key = key_of(made)

    again = carry_out(made)
    freeze(made)
    carry_out(made)

    assert again == {"finished": [], "left": []}
    assert key_of(made) != key
    assert made["alias"] not in aliases()


def test_a_later_change_overtakes_one_that_is_not_finished(full: Make, freeze: Make) -> None:
    made = full()
    freeze(made)
    first = newest(made).id
    helpers.call_action(
        "dongguan_life_cycle_update", id=made["id"], state="published", inner_reason="查清"
    )

    done = carry_out(made)

    assert done == {"finished": [newest(made).id], "left": []}
    assert history.show(first).superseded_by == newest(made).id
    assert made["alias"] in aliases()


def test_another_class_moves_files_and_aliases_and_leaves_the_department_its_rows(
    full: Make,
) -> None:
    made = full()
    before = key_of(made)

    told = helpers.call_action(
        "dongguan_reclassify", id=made["id"], open_class="withheld", basis="涉及商业秘密"
    )
    carry_out(made)

    assert told["audience"] == "closed"
    assert key_of(made) != before
    assert made["alias"] not in aliases()
    assert read_role_reads(made["resource"])


def test_a_step_that_fails_stays_to_do_and_is_done_next_time(
    full: Make, freeze: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = full()
    freeze(made)
    brought = registry.steps()

    def away(_change: Any) -> int:
        raise OSError("disk")

    with monkeypatch.context() as patched:
        patched.setattr(registry, "steps", lambda: {**brought, "files": away})
        first = carry_out(made)
    failed = errors(made)
    second = carry_out(made)

    assert (failed, errors(made)) == ({"files": "OSError: disk"}, {})
    assert first["left"] == second["finished"] == [newest(made).id]
