"""Giving roles and taking them back, through the actions, on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers

from .conftest import act, held

Make = Callable[..., dict[str, Any]]


def test_a_security_administrator_grants_a_role(
    security: dict[str, Any], person: dict[str, Any]
) -> None:
    grant = act("dongguan_role_grant", security, user=person["name"], role="auditor")

    assert held(person) == [{"role": "auditor", "organization": None}]
    assert grant["granted_by"] == security["id"]
    assert grant["user"] == person["id"]


def test_a_role_of_a_department_is_held_there(
    security: dict[str, Any], person: dict[str, Any], department: dict[str, Any]
) -> None:
    act("dongguan_role_grant", security, user=person["id"], role="department_reviewer",
        organization=department["name"])  # fmt: skip

    assert held(person) == [{"role": "department_reviewer", "organization": department["id"]}]


@pytest.mark.parametrize("name", ["", "nobody-of-this-name"])
def test_nobody_holds_nothing(portal: None, name: str) -> None:
    assert helpers.call_action("dongguan_role_held_list", user=name) == []
    assert helpers.call_action("dongguan_role_held_list") == []


@pytest.mark.parametrize("capacity", ["editor", "admin"])
def test_a_place_in_a_department_counts_as_clerk_until_something_is_granted(
    security: dict[str, Any], department: dict[str, Any], person: dict[str, Any], capacity: str
) -> None:
    helpers.call_action("organization_member_create", id=department["id"],
                        username=person["name"], role=capacity)  # fmt: skip
    before = held(person)

    act("dongguan_role_grant", security, user=person["id"], role="department_reviewer",
        organization=department["id"])  # fmt: skip

    assert before == [{"role": "department_clerk", "organization": department["id"]}]
    assert held(person) == [{"role": "department_reviewer", "organization": department["id"]}]


def test_a_sysadmin_holds_the_system_and_nothing_else(portal: None) -> None:
    assert held(factories.Sysadmin()) == [
        {"role": "system_administrator", "organization": None}
    ]


@pytest.mark.parametrize("who", ["sysadmin", "auditor", "anonymous", "data_administrator"])
def test_others_grant_and_revoke_nothing(
    who: str, holder: Make, security: dict[str, Any], person: dict[str, Any]
) -> None:
    given = act("dongguan_role_grant", security, user=person["id"], role="bureau_reviewer")
    caller = {
        "sysadmin": factories.Sysadmin,
        "anonymous": lambda: None,
    }.get(who, lambda: holder(who))()

    with pytest.raises(tk.NotAuthorized):
        act("dongguan_role_grant", caller, user=person["id"], role="data_administrator")
    with pytest.raises(tk.NotAuthorized):
        act("dongguan_role_revoke", caller, id=given["id"])

    assert held(person) == [{"role": "bureau_reviewer", "organization": None}]


def test_the_command_line_grants_the_first_security_administrator_only(
    security: dict[str, Any], person: dict[str, Any]
) -> None:
    """`security` is there already; a second one, and any other role, needs a person."""
    for role in ("security_administrator", "auditor"):
        with pytest.raises(tk.NotAuthorized):
            helpers.call_action(
                "dongguan_role_grant", {"user": ""}, user=person["id"], role=role
            )

    assert held(person) == []


def test_two_grants_at_the_same_moment_see_each_other(
    security: dict[str, Any], person: dict[str, Any]
) -> None:
    answers = []

    def try_grant(role: str) -> None:
        try:
            act("dongguan_role_grant", security, user=person["id"], role=role)
            answers.append(role)
        except tk.ValidationError:
            model.Session.rollback()
        finally:
            model.Session.remove()

    threads = [
        threading.Thread(target=try_grant, args=[role])
        for role in ("auditor", "data_administrator")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 1
    assert [one["role"] for one in held(person)] == answers


def test_a_revoked_role_is_gone_at_once_and_can_be_granted_again(
    security: dict[str, Any], person: dict[str, Any]
) -> None:
    given = act("dongguan_role_grant", security, user=person["id"], role="auditor")

    act("dongguan_role_revoke", security, id=given["id"])

    assert held(person) == []
    with pytest.raises(tk.ObjectNotFound):
        act("dongguan_role_revoke", security, id=given["id"])
    act("dongguan_role_grant", security, user=person["id"], role="auditor")
    assert len(held(person)) == 1


def test_a_role_ends_by_itself_and_can_be_granted_again(
    security: dict[str, Any], person: dict[str, Any]
) -> None:
    given = act("dongguan_role_grant", security, user=person["id"], role="auditor",
                until="2099-12-31")  # fmt: skip
    assert given["until"] == "2100-01-01T00:00:00+08:00"
    ended = sa.text("UPDATE dongguan.role_grants SET until = now() WHERE id = :id")
    model.Session.execute(ended, {"id": given["id"]})
    model.Session.commit()

    assert held(person) == []
    act("dongguan_role_grant", security, user=person["id"], role="auditor")
    assert len(held(person)) == 1


def test_a_deleted_account_and_a_deleted_department_hold_nothing(
    security: dict[str, Any], person: dict[str, Any], department: dict[str, Any]
) -> None:
    act("dongguan_role_grant", security, user=person["id"], role="department_clerk",
        organization=department["id"])  # fmt: skip
    other = factories.User()
    act("dongguan_role_grant", security, user=other["id"], role="auditor")

    helpers.call_action("organization_delete", id=department["id"])
    helpers.call_action("user_delete", id=other["id"])

    assert held(person) == []
    assert held(other) == []


def test_people_see_their_own_roles_and_not_those_of_others(
    security: dict[str, Any], person: dict[str, Any]
) -> None:
    assert act("dongguan_role_held_list", person, user=person["name"]) == []
    for caller in (person, factories.Sysadmin(), None):
        with pytest.raises(tk.NotAuthorized):
            act("dongguan_role_held_list", caller, user=security["id"])
        with pytest.raises(tk.NotAuthorized):
            act("dongguan_role_grant_list", caller)


def test_the_history_tells_who_granted_and_who_revoked(
    security: dict[str, Any], person: dict[str, Any]
) -> None:
    given = act("dongguan_role_grant", security, user=person["id"], role="auditor")
    act("dongguan_role_revoke", security, id=given["id"])

    (row,) = act("dongguan_role_grant_list", security, user=person["id"], all=True)

    assert (row["granted_by"], row["revoked_by"]) == (security["id"], security["id"])
    assert row["revoked_at"]
    assert row["is_live"] is False
    assert act("dongguan_role_grant_list", security, user=person["id"]) == []
