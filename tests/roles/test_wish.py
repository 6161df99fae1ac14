"""Grants that nobody may make, and what is said about them."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.roles.model import grants

from .conftest import act, held


def test_nobody_grants_a_role_to_themselves(security: dict[str, Any]) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        act("dongguan_role_grant", security, user=security["id"], role="bureau_reviewer")

    assert "user" in refused.value.error_dict


def test_the_database_refuses_a_grant_to_oneself_too(person: dict[str, Any]) -> None:
    row = {"account": person["id"], "role": "auditor", "granted_by": person["id"]}

    with pytest.raises(sa.exc.IntegrityError), model.meta.engine.begin() as connection:
        connection.execute(grants.insert().values(**row))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"role": "mayor"}, "role"),
        ({"role": ""}, "role"),
        ({"role": "department_clerk"}, "organization"),
        ({"role": "department_clerk", "organization": "no-such"}, "organization"),
        ({"role": "auditor", "organization": "{department}"}, "organization"),
        ({"role": "auditor", "until": "2020-01-01"}, "until"),
        ({"role": "auditor", "until": "明年"}, "until"),
        ({"role": "auditor", "until": "9999-12-31"}, "until"),
        ({"role": "auditor", "until": "9999-12-31T23:00:00-12:00"}, "until"),
        ({"role": "auditor", "user": "no-such-person"}, "user"),
    ],
)
def test_a_bad_wish_is_refused_at_its_field(
    security: dict[str, Any],
    person: dict[str, Any],
    department: dict[str, Any],
    wish: dict[str, str],
    field: str,
) -> None:
    filled = {key: text.format(department=department["id"]) for key, text in wish.items()}

    with pytest.raises(tk.ValidationError) as refused:
        act("dongguan_role_grant", security, **{"user": person["id"], **filled})

    assert list(refused.value.error_dict) == [field]
    assert held(person) == []


def test_roles_that_exclude_one_another_are_not_granted_together(
    security: dict[str, Any], person: dict[str, Any]
) -> None:
    act("dongguan_role_grant", security, user=person["id"], role="data_administrator")

    with pytest.raises(tk.ValidationError, match="数据管理员"):
        act("dongguan_role_grant", security, user=person["id"], role="auditor")


def test_an_editor_of_a_department_does_not_become_auditor(
    security: dict[str, Any], person: dict[str, Any], department: dict[str, Any]
) -> None:
    helpers.call_action("organization_member_create", id=department["id"],
                        username=person["name"], role="editor")  # fmt: skip

    with pytest.raises(tk.ValidationError):
        act("dongguan_role_grant", security, user=person["id"], role="auditor")
