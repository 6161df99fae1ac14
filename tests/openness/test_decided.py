"""A change of what a dataset is decided to be is noticed at every door and put on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.audit.model import entries
from ckanext.dongguan.openness import backlog
from ckanext.dongguan.openness.model import decided_cases

from .logged import logged

Make = Callable[..., dict[str, Any]]


def test_each_door_notices_that_a_class_changes(dataset: Make) -> None:
    made = dataset()

    helpers.call_action(
        "package_patch", id=made["id"], open_class="withheld", withheld_basis="依法"
    )
    helpers.call_action("package_delete", id=made["id"])

    assert [(row.event, row.operation, row.detail["to"]) for row in logged(made)] == [
        ("publish", "widen", "open"),
        ("class_change", "tighten", "withheld"),
        ("class_change", "tighten", "stopped"),
    ]


def test_a_change_that_cannot_be_logged_is_not_made(
    dataset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dataset()
    gone = sa.Table(
        "entries_gone",
        sa.MetaData(schema="dongguan_audit"),
        *(sa.Column(c.name, c.type) for c in entries.columns),
    )
    monkeypatch.setattr("ckanext.dongguan.audit.writing.entries", gone)

    with pytest.raises(tk.NotAuthorized):
        helpers.call_action(
            "package_patch", id=made["id"], open_class="withheld", withheld_basis="依法"
        )

    model.Session.rollback()
    assert model.Package.get(made["id"]).extras["open_class"] == "unconditional"


def test_an_edit_that_changes_nothing_about_openness_is_not_logged(dataset: Make) -> None:
    made = dataset()

    helpers.call_action("package_patch", id=made["id"], title="东莞市公交站点（2026）")

    assert len(logged(made)) == 1


def test_datasets_of_an_older_release_are_decided_once(dataset: Make) -> None:
    made = dataset()
    # Those that other tests wrote around the doors are no part of this.
    backlog.decide()
    mine = decided_cases.c.dataset_id == made["id"]
    model.Session.execute(decided_cases.delete().where(mine))
    model.Session.commit()

    counts = [backlog.decide(), backlog.decide()]

    assert counts == [1, 0]
    case = sa.select(decided_cases.c["case"]).where(mine)
    assert model.Session.execute(case).scalar_one() == "open"
