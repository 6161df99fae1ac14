"""One record of a source becomes one dataset, once."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import helpers
from werkzeug.datastructures import FileStorage


@pytest.fixture
def record(department: dict[str, Any], new_name: Callable[[str], str]) -> dict[str, Any]:
    name = new_name("jilu")
    return {
        "source_system": "test",
        "source_id": name,
        "name": name,
        "title": "东莞市空气质量日报",
        "owner_org": department["id"],
        "open_class": "withheld",
        "share_class": "unconditional",
        "withheld_basis": "测试",
        "share_method": "file",
    }


def write(record: dict[str, Any]) -> dict[str, str]:
    return dict(helpers.call_action("dongguan_intake_write", **record))


def modified(package_id: str) -> Any:
    model.Session.expire_all()
    return model.Package.get(package_id).metadata_modified


def test_a_new_record_becomes_a_dataset(record: dict[str, Any]) -> None:
    result = write(record)

    assert result["outcome"] == "created"
    assert helpers.call_action("package_show", id=result["id"])["title"] == record["title"]


def test_the_same_record_again_changes_nothing(record: dict[str, Any]) -> None:
    first = write(record)
    before = modified(first["id"])

    again = write(dict(reversed(record.items())))

    assert again == {**first, "outcome": "unchanged"}
    assert modified(first["id"]) == before


def test_a_changed_record_updates_its_dataset_and_keeps_the_address(
    record: dict[str, Any],
) -> None:
    first = write(record)

    result = write({**record, "title": "东莞市空气质量月报", "name": "another-name"})

    assert result["outcome"] == "updated"
    shown = helpers.call_action("package_show", id=first["id"])
    assert (shown["title"], shown["name"]) == ("东莞市空气质量月报", record["name"])


def test_an_invalid_record_leaves_no_trace(record: dict[str, Any]) -> None:
    with pytest.raises(tk.ValidationError):
        write({**record, "open_class": "public"})

    assert model.Package.get(record["name"]) is None
    assert write(record)["outcome"] == "created"


def test_a_failed_update_leaves_the_dataset_as_it_was(record: dict[str, Any]) -> None:
    first = write(record)

    with pytest.raises(tk.ValidationError):
        write({**record, "title": ""})

    assert helpers.call_action("package_show", id=first["id"])["title"] == record["title"]
    assert write(record)["outcome"] == "unchanged"


@pytest.mark.parametrize("title", ["东莞市空气质量日报", "东莞市空气质量月报"])
def test_a_record_whose_dataset_was_purged_is_a_new_one(
    record: dict[str, Any], title: str
) -> None:
    helpers.call_action("dataset_purge", id=write(record)["id"])

    again = write({**record, "title": title})

    assert again["outcome"] == "created"
    assert model.Package.get(again["id"]).title == title
    assert write({**record, "title": title})["outcome"] == "unchanged"


def test_what_a_person_deleted_stays_deleted(record: dict[str, Any]) -> None:
    made = write(record)
    helpers.call_action("package_delete", id=made["id"])

    result = write({**record, "title": "东莞市空气质量月报"})

    model.Session.expire_all()
    assert result == {"id": made["id"], "outcome": "updated"}
    assert model.Package.get(made["id"]).state == "deleted"


def test_files_of_a_record_are_stored_with_it(record: dict[str, Any]) -> None:
    upload = FileStorage(BytesIO("站名\n莞城\n".encode()), filename="公交站点（2026年）.csv")
    resource = {"name": "公交站点", "format": "CSV", "upload": upload, "hash": "a"}

    result = write({**record, "resources": [resource]})

    stored = helpers.call_action("package_show", id=result["id"])["resources"]
    assert [r["name"] for r in stored] == ["公交站点"]
    assert stored[0]["url_type"] == "upload"


def test_a_record_without_an_identity_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(tk.ValidationError) as refusal:
        write({**record, "source_id": ""})

    assert set(refusal.value.error_dict) == {"source_id"}


@pytest.mark.parametrize(
    "odd", [{"records": ["a"]}, {"records": {"a": 1}}, {"records": [], "is_whole": "maybe"}]
)
def test_a_set_that_is_none_is_refused_at_its_field(portal: None, odd: dict[str, Any]) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        helpers.call_action("dongguan_intake_write_many", **odd)

    assert set(refused.value.error_dict) <= odd.keys()
