"""Completions of names for programs."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("limit", ["x", -1, [1], {"a": 1}])
@pytest.mark.parametrize("action", ["organization_autocomplete", "group_autocomplete"])
def test_a_completion_says_that_its_limit_is_no_number(
    app: Any, action: str, limit: object
) -> None:
    answer = app.post(f"/api/3/action/{action}", json={"q": "a", "limit": limit})

    assert answer.status_code == 409
    assert answer.json["error"]["limit"]
