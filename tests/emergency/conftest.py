"""Fixtures of the room `emergency`: who asks and who decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories, helpers

Make = Callable[..., dict[str, Any]]
REASON = "排查接口返回错误数据的原因"


def act(verb: str, caller: dict[str, Any] | None, /, **data: Any) -> Any:
    """Call `dongguan_emergency_access_<verb>` in somebody's name."""
    context = {"user": caller["name"] if caller else "", "ignore_auth": False}
    return helpers.call_action(f"dongguan_emergency_access_{verb}", context, **data)


def held(user: dict[str, Any], dataset: dict[str, Any]) -> Any:
    """Ask whether access is held now."""
    return helpers.call_action(
        "dongguan_emergency_access_held", user=user["id"], dataset=dataset["id"]
    )


@pytest.fixture
def asker(portal: None) -> dict[str, Any]:
    """Give a CKAN sysadmin, who has no say over data."""
    return dict(factories.SysadminWithToken())


@pytest.fixture
def security(holder: Make) -> dict[str, Any]:
    """Give a security administrator."""
    return holder("security_administrator")


@pytest.fixture
def withheld(dataset: Make) -> dict[str, Any]:
    """Give a dataset that is not open."""
    return dataset(open_class="withheld")
