"""A set of records is written as the same records one by one are, only faster."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import logic, model
from ckan.lib import search
from ckan.tests import helpers

from ckanext.dongguan.intake import outbox, shown
from ckanext.dongguan.intake.shown import show_many

from ..conftest import OF_TYPE
from ..counting import tallied
from .conftest import Make, Record, indexed, stored, without_own, write_many


@pytest.mark.parametrize(
    "kind", ["dataset", "enterprise_aggregate", "credit_disclosure", "interface", "document"]
)
def test_a_dataset_of_a_set_equals_one_that_core_creates(record: Make, kind: str) -> None:
    own = OF_TYPE.get(kind, {})
    alone = helpers.call_action("package_create", **record(type=kind, source_id="", **own))

    (told,) = write_many([record(type=kind, **own)])

    theirs, ours = stored(alone["id"]), stored(told["id"])
    for field in ("source_id", "source_system"):
        theirs.pop(field, None)
        ours.pop(field, None)
    assert without_own(ours) == without_own(theirs)
    assert indexed(told["id"]) == indexed(alone["id"])


def test_datasets_read_together_equal_those_read_one_by_one(record: Make) -> None:
    told = write_many([record(), record(tags=[], resources=[], items=[]), record(theme="")])
    ids = [one["id"] for one in told]
    # What the session still holds has its fields in the order in which they were written.
    model.Session.remove()

    together = {custom["id"]: (default, custom) for default, custom in show_many(ids)}

    for package_id in ids:
        alone = logic.package_show_default_and_custom_schemas({}, package_id)
        assert together[package_id] == alone


def test_fields_that_were_validated_for_the_activity_are_not_validated_for_the_index(
    record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    validate, made = shown._bare, Counter[str]()

    def counted(context: Any, raw: Record) -> Record:
        made[raw["id"]] += 1
        return validate(context, raw)

    monkeypatch.setattr(shown, "_bare", counted)

    told = write_many([record(), record()])

    assert [made[one["id"]] for one in told] == [1, 1]


def test_what_another_hand_changes_before_the_index_reads_it_is_indexed(record: Make) -> None:
    (told,) = write_many([record()], context={"dongguan_defer_index": True})
    package = model.Package
    model.Session.execute(
        sa.update(package).where(package.id == told["id"]).values(notes="改过")
    )
    model.Session.commit()

    helpers.call_action("dongguan_intake_drain", id=told["id"])

    (document,) = search.make_connection().search(f'id:"{told["id"]}"').docs
    assert document["notes"] == "改过"


def test_a_refused_record_keeps_no_other_from_being_written(record: Make) -> None:
    told = write_many([record(), record(theme="nowhere"), record()])

    assert [one["outcome"] for one in told] == ["created", "refused", "created"]
    assert list(told[1]["errors"]) == ["theme"]


@pytest.mark.usefixtures("nothing_waits")
def test_a_whole_set_is_written_or_nothing_of_it(record: Make) -> None:
    before = model.Session.query(model.Package).count()

    told = write_many([record(), record(open_class="public")], is_whole=True)

    assert [one["outcome"] for one in told] == ["held", "refused"]
    assert model.Session.query(model.Package).count() == before
    assert outbox.waiting() == 0


def test_equal_titles_of_a_set_get_names_of_their_own(record: Make) -> None:
    told = write_many([record(title="同名数据") for _ in range(3)])

    names = {stored(one["id"])["name"] for one in told}
    assert len(names) == 3


def test_a_record_that_stands_twice_in_a_set_is_written_once(record: Make) -> None:
    one = record()

    told = write_many([one, {**one, "title": "另一个标题"}])

    assert [each["outcome"] for each in told] == ["created", "refused"]
    assert stored(told[0]["id"])["title"] == one["title"]


def test_a_second_time_nothing_is_written_and_changes_are_found(record: Make) -> None:
    records = [record() for _ in range(3)]
    first = write_many(records)
    records[1]["title"] = "东莞市空气质量月报"

    again = write_many(records)

    assert [one["outcome"] for one in again] == ["unchanged", "updated", "unchanged"]
    assert [one["id"] for one in again] == [one["id"] for one in first]
    assert indexed(first[1]["id"])["title"] == "东莞市空气质量月报"


def test_a_record_with_an_id_states_only_what_changes(dataset: Make) -> None:
    made = dataset(notes="说明", resources=[{"name": "站点", "url": "http://x.invalid/b"}])

    (told,) = write_many([{"id": made["id"], "title": "东莞市公交站点"}])
    (again,) = write_many([{"id": made["id"], "title": "东莞市公交站点"}])

    now = stored(made["id"])
    assert (told["outcome"], again["outcome"]) == ("updated", "unchanged")
    assert (now["title"], now["notes"], now["name"]) == ("东莞市公交站点", "说明", made["name"])
    assert [r["id"] for r in now["resources"]] == [r["id"] for r in made["resources"]]


def test_an_id_without_a_dataset_is_refused(portal: None) -> None:
    (told,) = write_many([{"id": "nowhere", "title": "没有"}])

    assert told["outcome"] == "refused"
    assert list(told["errors"]) == ["id"]


def test_a_hundred_records_cost_one_commit_and_one_request_to_the_index(
    record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_many([record()])
    records = [record(title=f"东莞市空气质量日报第{n}号") for n in range(100)]

    with tallied(monkeypatch) as first:
        write_many(records)
    with tallied(monkeypatch) as second:
        write_many(records)

    # One commit for the datasets, one for what the outbox had to send.
    assert first["commits"] <= 2
    assert first["solr"] == 1
    # Their addresses begin alike: each is looked for by itself.
    assert first["sql"] <= 100 * 1 + 50
    assert second["solr"] == 0
    assert second["sql"] <= 14
