"""What the public finds, through CKAN's own doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.lib.plugins import get_permission_labels
from ckan.tests import factories, helpers

from ckanext.dongguan.openness import person
from ckanext.dongguan.openness.actor import Standing

Make = Callable[..., dict[str, Any]]


def call_as_anonymous(action: str, **data: Any) -> Any:
    context = {"user": "", "model": model, "ignore_auth": False}
    return helpers.call_action(action, context, **data)


def finds(dataset: dict[str, Any]) -> bool:
    found = call_as_anonymous("package_search", fq=f'id:"{dataset["id"]}"')
    return bool(found["count"])


@pytest.mark.parametrize(
    ("fields", "is_found"),
    [
        ({"open_class": "unconditional"}, True),
        ({"open_class": "conditional", "open_condition": "申请"}, True),
        ({"open_class": "withheld", "withheld_basis": "依法"}, False),
        ({"open_class": "unconditional", "secrecy_basis": ""}, False),
        ({"open_class": "unconditional", "opening_decided_by": "", "private": False}, False),
    ],
)
def test_the_public_finds_what_has_a_class_and_a_record(
    dataset: Make, fields: dict[str, Any], is_found: bool
) -> None:
    made = dataset(**fields)

    assert finds(made) is is_found
    if is_found:
        assert call_as_anonymous("package_show", id=made["id"])["name"] == made["name"]
    else:
        with pytest.raises(tk.ObjectNotFound):
            call_as_anonymous("package_show", id=made["id"])


def test_losing_the_record_closes_the_dataset_at_once(dataset: Make) -> None:
    made = dataset()

    helpers.call_action("package_patch", id=made["id"], opening_basis="")

    assert not finds(made)


def test_a_caller_cannot_publish_by_sending_private_false(dataset: Make) -> None:
    made = dataset(open_class="withheld", withheld_basis="依法")

    helpers.call_action("package_patch", id=made["id"], private=False)

    assert not finds(made)


def test_publishing_in_bulk_is_refused(dataset: Make) -> None:
    made = dataset(open_class="withheld", withheld_basis="依法")

    with pytest.raises(tk.ValidationError):
        helpers.call_action(
            "bulk_update_public", datasets=[made["id"]], org_id=made["owner_org"]
        )

    assert not finds(made)


@pytest.mark.parametrize(
    ("open_class", "is_allowed"), [("unconditional", True), ("conditional", False)]
)
def test_data_are_read_by_the_public_only_where_they_are_open(
    dataset: Make, open_class: str, is_allowed: bool
) -> None:
    made = dataset(
        open_class=open_class,
        open_condition="申请",
        resources=[{"name": "站点", "url": "http://example.invalid/a.csv"}],
    )
    resource = {"id": made["resources"][0]["id"], "package_id": "believed-by-nobody"}

    if is_allowed:
        assert helpers.call_auth("dongguan_data_read", {"user": "", "model": model}, **resource)
    else:
        with pytest.raises(tk.NotAuthorized):
            helpers.call_auth("dongguan_data_read", {"user": "", "model": model}, **resource)


def test_an_editor_of_the_department_reads_data_that_are_not_open(dataset: Make) -> None:
    made = dataset(
        open_class="conditional",
        open_condition="申请",
        resources=[{"name": "站点", "url": "http://example.invalid/a.csv"}],
    )
    editor, stranger = factories.User(), factories.User()
    helpers.call_action(
        "organization_member_create",
        id=made["owner_org"],
        username=editor["name"],
        role="editor",
    )
    resource = {"id": made["resources"][0]["id"]}

    assert helpers.call_auth(
        "dongguan_data_read", {"user": editor["name"], "model": model}, **resource
    )
    with pytest.raises(tk.NotAuthorized):
        helpers.call_auth(
            "dongguan_data_read", {"user": stranger["name"], "model": model}, **resource
        )


def test_labels_name_no_person(dataset: Make) -> None:
    made = dataset(open_class="withheld", withheld_basis="依法")
    package = model.Package.get(made["id"])

    found = get_permission_labels().get_dataset_labels(package)

    owner = made["owner_org"]
    assert {f"member-{owner}", f"clerk-{owner}", f"reviewer-{owner}"} <= set(found)
    assert "public" not in found
    assert all(label.startswith(("role-", "member-", "clerk-", "reviewer-")) for label in found)


def test_a_role_for_the_whole_city_belongs_to_no_department(holder: Make) -> None:
    """A dataset without a department would be its own otherwise."""
    auditor = person.of_user(model.User.get(holder("auditor")["id"]))

    assert auditor.departments == frozenset()
    assert Standing.OWN_MEMBER not in auditor.standings(None)
