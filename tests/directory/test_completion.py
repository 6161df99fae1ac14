"""A site of an older release: its datasets live through the completed schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from ckan import model
from ckan.tests import helpers

import ckanext.dongguan.directory as room

HISTORY = Path(room.__file__).parents[1] / "migration" / "dongguan"
OLDER = "008_listed_entities"
Make = Callable[..., dict[str, Any]]


@pytest.fixture
def site(portal: None) -> Iterator[sa.Connection]:
    """Give a connection that the session shares, and of which nothing is kept."""
    model.Session.remove()
    with model.meta.engine.connect() as connection:
        connection.execute(sa.text("SET LOCAL lock_timeout = '20s'"))
        model.Session.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield connection
        model.Session.remove()
        connection.rollback()
    model.Session.configure(
        bind=model.meta.engine, join_transaction_mode="conditional_savepoint"
    )


def older(connection: sa.Connection) -> None:
    """Take the site back to the older release, inside the connection's transaction."""
    with Operations.context(MigrationContext.configure(connection)):
        for revision in _since():
            revision.module.downgrade()


def newer(connection: sa.Connection) -> None:
    """Bring the site forward again."""
    with Operations.context(MigrationContext.configure(connection)):
        for revision in reversed(_since()):
            revision.module.upgrade()


def _since() -> list[Any]:
    return list(ScriptDirectory(str(HISTORY)).iterate_revisions("heads", OLDER))


def stored(connection: sa.Connection, dataset: dict[str, Any]) -> dict[str, Any]:
    query = sa.text("SELECT extras FROM package WHERE id = :id")
    return dict(connection.execute(query, {"id": dataset["id"]}).scalar_one())


def write(connection: sa.Connection, dataset: dict[str, Any], **fields: str | None) -> None:
    """Store fields as the older release did; None takes one away."""
    extras = {**stored(connection, dataset), **fields}
    kept = {name: value for name, value in extras.items() if value is not None}
    query = sa.text("UPDATE package SET extras = CAST(:extras AS jsonb) WHERE id = :id")
    connection.execute(query, {"id": dataset["id"], "extras": json.dumps(kept)})


def waiting(connection: sa.Connection) -> set[str]:
    query = sa.text("SELECT package_id FROM dongguan.index_outbox")
    return set(connection.execute(query).scalars())


def shown(dataset: dict[str, Any]) -> dict[str, Any]:
    return dict(helpers.call_action("package_show", {"use_cache": False}, id=dataset["id"]))


def edited(*datasets: dict[str, Any]) -> list[dict[str, Any]]:
    """Check an edit of each dataset, as its form and every other door do."""
    records = [{"id": one["id"], "title": "东莞市公交站点名录"} for one in datasets]
    context = {"dongguan_check_only": True}
    told = helpers.call_action("dongguan_intake_write_many", context, records=records)
    return list(told)


def test_a_basis_that_stood_in_the_condition_s_field_finds_its_own(
    dataset: Make, site: sa.Connection
) -> None:
    withheld = dataset(share_class="withheld", share_basis="某条例第九条")

    older(site)
    before = stored(site, withheld)
    newer(site)

    assert (before.get("share_condition"), before.get("share_basis")) == ("某条例第九条", None)
    assert shown(withheld)["share_basis"] == "某条例第九条"
    assert "share_condition" not in stored(site, withheld)
    assert [one["outcome"] for one in edited(withheld)] == ["held"]
    assert withheld["id"] in waiting(site)


def test_a_length_stays_with_the_types_that_have_one(
    dataset: Make, site: sa.Connection
) -> None:
    listed = dataset(items=[{"name": "站名", "type": "C"}, {"name": "设站日期", "type": "D"}])
    older(site)
    items = [
        {"name": "站名", "type": "C", "length": "20"},
        {"name": "设站日期", "type": "D", "length": "8"},
    ]
    write(site, listed, items=json.dumps(items))
    newer(site)

    found = shown(listed)["items"]

    assert [(one["name"], one.get("length")) for one in found] == [
        ("站名", "20"), ("设站日期", None)
    ]  # fmt: skip
    assert [one["outcome"] for one in edited(listed)] == ["held"]


def test_what_a_source_never_stated_is_named_and_the_dataset_can_be_edited(
    dataset: Make, site: sa.Connection
) -> None:
    harvested, own = dataset(share_class="conditional"), dataset(share_class="conditional")
    older(site)
    gaps = {"share_condition": None, "share_method": None, "update_frequency": None}
    write(site, harvested, source_system="test", source_id=harvested["name"], **gaps)
    write(site, own, **gaps)
    newer(site)

    named = set(shown(harvested)["not_stated"])
    of_source, of_department = edited(harvested, own)

    assert named == {"share_condition", "share_method", "update_frequency"}
    assert of_source["outcome"] == "held"
    # Whoever edits a dataset without a source knows, and is asked.
    assert set(of_department["errors"]) == set(gaps)
    assert "not_stated" not in stored(site, own)
    assert shown(own)["title"] == own["title"]


def test_a_dataset_without_old_fields_stays_as_it_was_and_so_do_all_in_a_second_run(
    dataset: Make, site: sa.Connection
) -> None:
    sound, withheld = dataset(), dataset(share_class="withheld", share_basis="某条例第九条")
    before, told = stored(site, sound), waiting(site)

    older(site)
    newer(site)
    once, after = stored(site, withheld), waiting(site)
    site.execute(sa.text("DELETE FROM dongguan.index_outbox"))
    (completion,) = [one for one in _since() if one.revision == "009_complete_schemas"]
    with Operations.context(MigrationContext.configure(site)):
        completion.module.upgrade()

    assert stored(site, sound) == before
    assert sound["id"] not in after - told
    assert stored(site, withheld) == once
    assert waiting(site) == set()
