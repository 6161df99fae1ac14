"""A set of records that changed is written as core writes one of them, only faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ckan import model
from ckan.tests import factories, helpers

from ..counting import tallied
from .conftest import Make, Record, indexed, stored, without_own, write_many

NEW_FILE = {"name": "周报", "url": "http://x.invalid/b.csv", "format": "CSV"}


@pytest.fixture
def new_owner(portal: None, new_name: Callable[[str], str]) -> Record:
    return dict(factories.Organization(name=new_name("bumen")))


def test_a_dataset_that_a_set_changes_equals_one_that_core_changes(
    record: Make, new_owner: Record
) -> None:
    def changed(one: Record) -> Record:
        return {
            **one, "title": "东莞市水质日报", "owner_org": new_owner["id"], "theme": "03",
            "tags": [{"name": "水质"}, {"name": "空气"}], "resources": [dict(NEW_FILE)],
        }  # fmt: skip

    one = record()
    alone = helpers.call_action("package_create", **{**one, "source_id": ""})
    (told,) = write_many([one])

    helpers.call_action("package_update", **changed(stored(alone["id"])))
    write_many([changed(one)])

    theirs, ours = stored(alone["id"]), stored(told["id"])
    for field in ("source_id", "source_system"):
        theirs.pop(field, None)
        ours.pop(field, None)
    assert ours["title"] == "东莞市水质日报"
    assert without_own(ours) == without_own(theirs)
    assert indexed(told["id"]) == indexed(alone["id"])


def test_a_dataset_that_comes_back_to_its_provider_is_listed_there_again(
    record: Make, department: Record, new_owner: Record
) -> None:
    one = record()
    (told,) = write_many([one])

    for owner in (new_owner, department):
        write_many([{**one, "owner_org": owner["id"]}])

    seats = model.Session.query(model.Member).filter_by(
        table_id=told["id"], capacity="organization", state="active"
    )
    assert [seat.group_id for seat in seats] == [department["id"]]


def test_what_a_set_leaves_out_and_brings_back_is_there_once(record: Make) -> None:
    one = record()
    (told,) = write_many([one])
    without = {**one, "tags": [{"name": "空气"}], "resources": []}

    write_many([without])
    bare = stored(told["id"])
    write_many([one])

    back = stored(told["id"])
    assert (len(bare["tags"]), bare["resources"]) == (1, [])
    assert [tag["name"] for tag in back["tags"]] == ["PM2.5", "空气"]
    assert [file["name"] for file in back["resources"]] == ["日报"]


def test_a_file_of_another_dataset_is_not_taken_over(record: Make) -> None:
    one, other = record(), record()
    told = write_many([one, other])
    (file,) = stored(told[0]["id"])["resources"]

    (refused,) = write_many(
        [{"id": told[1]["id"], "resources": [{"id": file["id"], "name": "夺取", "url": "x"}]}]
    )

    assert refused["outcome"] == "refused"
    assert "resources" in refused["errors"]
    assert [r["id"] for r in stored(told[0]["id"])["resources"]] == [file["id"]]


def test_a_hundred_changed_records_cost_at_most_twice_as_much_as_new_ones(
    record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [record(title=f"东莞市空气质量日报第{n}号") for n in range(100)]
    with tallied(monkeypatch) as new:
        write_many(records)
    changed = [
        {**one, "notes": "改过", "tags": [{"name": "水质"}], "resources": [dict(NEW_FILE)]}
        for one in records
    ]

    with tallied(monkeypatch) as again:
        told = write_many(changed)

    assert {one["outcome"] for one in told} == {"updated"}
    assert again["commits"] <= 2
    assert again["solr"] <= 2
    assert again["sql"] <= 2 * new["sql"]
