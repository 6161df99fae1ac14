"""Fixtures of the room: a dataset with everything that a change has to reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.files.local import from_bytes
from ckanext.dongguan.reclassification import history
from ckanext.dongguan.reclassification.model import reclassifications

Make = Callable[..., dict[str, Any]]
CELL = "金丝雀单元格"


@pytest.fixture
def full(dataset: Make, new_name: Callable[[str], str]) -> Make:
    """Make datasets with a file, a table with an alias, a view and an activity."""

    def make(**fields: Any) -> dict[str, Any]:
        word = new_name("jinsique")
        author = factories.User()["name"]
        made = dataset(title=f"金丝雀{word}标题", tags=[{"name": f"{word}-tag"}], **fields)
        resource = helpers.call_action(
            "resource_create",
            {"user": author, "ignore_auth": True},
            package_id=made["id"],
            name=f"{word}-file",
            upload=from_bytes(f"a\n{CELL}\n".encode(), f"{word}.csv"),
        )
        alias = f"bieming-{word}"
        helpers.call_action(
            "datastore_create",
            resource_id=resource["id"],
            fields=[{"id": "a", "type": "text"}],
            records=[{"a": CELL}],
            aliases=alias,
            force=True,
        )
        view = model.ResourceView(
            resource_id=resource["id"], title=word, view_type="datatables_view", order=0,
            config={"show_fields": ["a"]},
        )  # fmt: skip
        model.Session.add(view)
        model.Session.commit()
        facts = {"word": word, "resource": resource["id"], "alias": alias, "view": view.id}
        return {**made, **facts, "hash": resource["hash"]}

    return make


@pytest.fixture
def freeze() -> Callable[..., dict[str, Any]]:
    """Freeze a dataset, without the steps that follow."""

    def make(dataset: dict[str, Any], **wish: Any) -> dict[str, Any]:
        asked = {"state": "frozen", "inner_reason": "发现个人信息", **wish}
        return dict(
            helpers.call_action("dongguan_life_cycle_update", id=dataset["id"], **asked)
        )

    return make


def carry_out(dataset: dict[str, Any]) -> dict[str, Any]:
    """Do all the steps that wait, in this process."""
    return dict(helpers.call_action("dongguan_reclassification_run", id=dataset["id"]))


def errors(dataset: dict[str, Any]) -> dict[str, str]:
    """Give what went wrong with the newest change, by step."""
    change = newest(dataset).id
    return {step.step: step.error for step in history.steps_of([change])[change] if step.error}


def newest(dataset: dict[str, Any]) -> Any:
    """Return the newest change of a dataset."""
    query = sa.select(reclassifications).where(reclassifications.c.dataset_id == dataset["id"])
    return model.Session.execute(query.order_by(reclassifications.c.id.desc())).first()


@pytest.fixture(autouse=True)
def _others_are_done(portal: None) -> None:
    """Close what tests of other rooms began: the job would check each of them anew."""
    left = reclassifications.c.finished_at.is_(None)
    with model.meta.engine.begin() as connection:
        connection.execute(
            reclassifications.update().where(left).values(finished_at=sa.func.now())
        )
