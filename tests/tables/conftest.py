"""Fixtures of the room `tables`: people, and datasets whose rows lie in the DataStore."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories, helpers

from ..conftest import complete

CANARY = "金丝雀单元格"
COLUMN = "金丝雀列名"
OPEN = {"open_class": "unconditional"}
CONDITIONAL = {"open_class": "conditional", "open_condition": "申请"}
HIDDEN = {"open_class": "withheld", "withheld_basis": "依法"}
KINDS = {"open": OPEN, "conditional": CONDITIONAL, "hidden": HIDDEN}

Make = Callable[..., dict[str, Any]]
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def ministry(_application: Any) -> dict[str, Any]:
    """Give the department of all tables."""
    return dict(factories.Organization(name="shujubiao", title="东莞市测试数据局"))


@pytest.fixture(scope="session")
def with_table(ministry: dict[str, Any]) -> Make:
    """Make a resource whose rows lie in the DataStore, with an alias."""

    def make(**fields: Any) -> dict[str, Any]:
        name = f"shujubiao-{next(_numbers)}"
        package = helpers.call_action(
            "package_create",
            name=name,
            title="东莞市公交站点信息",
            owner_org=ministry["id"],
            resources=[{"name": "站点", "url": "http://example.invalid/a.csv"}],
            **complete(**fields),
        )
        (resource,) = package["resources"]
        helpers.call_action(
            "datastore_create",
            resource_id=resource["id"],
            fields=[{"id": COLUMN, "type": "text"}, {"id": "n", "type": "int"}],
            records=[{COLUMN: CANARY, "n": 1}, {COLUMN: "厚街", "n": 2}],
            aliases=f"bieming-{name}",
            force=True,
        )
        return {**resource, "alias": f"bieming-{name}"}

    return make


@pytest.fixture(scope="session")
def tables(with_table: Make) -> dict[str, dict[str, Any]]:
    """Give one table of each kind, for tests that only read."""
    return {kind: with_table(**fields) for kind, fields in KINDS.items()}


@pytest.fixture(scope="session")
def person(ministry: dict[str, Any]) -> Callable[[str], dict[str, str]]:
    """Give the headers of somebody: nobody, a stranger, or by the place in the department."""
    known: dict[str, dict[str, str]] = {"anonymous": {}}

    def make(kind: str) -> dict[str, str]:
        if kind not in known:
            user = factories.UserWithToken()
            member = {"name": user["name"], "capacity": "editor"}
            if kind == "other editor":
                factories.Organization(users=[member])
            elif kind != "stranger":
                helpers.call_action(
                    "organization_member_create",
                    id=ministry["id"],
                    username=user["name"],
                    role=kind,
                )
            known[kind] = {"Authorization": user["token"]}
        return known[kind]

    return make


@pytest.fixture
def call(app: Any) -> Callable[..., Any]:
    """Call an action over HTTP."""

    def post(action: str, headers: dict[str, str] | None = None, **data: Any) -> Any:
        client = app.test_client()
        return client.post(f"/api/3/action/{action}", json=data, headers=headers or {})

    return post
