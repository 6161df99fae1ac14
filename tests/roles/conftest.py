"""Fixtures of the room `roles`: a security administrator and somebody without a role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories, helpers


def act(action: str, caller: dict[str, Any] | None, /, **data: Any) -> Any:
    name = caller["name"] if caller else ""
    return helpers.call_action(action, {"user": name, "ignore_auth": False}, **data)


def held(user: dict[str, Any]) -> list[dict[str, Any]]:
    return list(helpers.call_action("dongguan_role_held_list", user=user["id"]))


@pytest.fixture
def security(holder: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    return holder("security_administrator")


@pytest.fixture
def person(portal: None) -> dict[str, Any]:
    return dict(factories.User())
