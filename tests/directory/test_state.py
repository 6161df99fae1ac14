"""已编目, 已挂接, 已开放: each holds the ones before it."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.directory.state import State, states

FILE = [{"url": "a.csv"}]


@pytest.mark.parametrize(
    ("dataset", "audience", "expected"),
    [
        ({}, "government", [State.CATALOGUED]),
        ({"state": "draft", "resources": FILE}, "closed", []),
        ({"state": "deleted"}, "closed", []),
        ({"resources": FILE}, "government", [State.CATALOGUED, State.ATTACHED]),
        ({}, "open", [State.CATALOGUED]),
        ({"resources": FILE}, "conditional", list(State)[:2]),
        ({"resources": FILE}, "closed", list(State)[:2]),
        ({"resources": FILE}, "open", list(State)),
    ],
)
def test_a_dataset_reaches_its_states_in_order(
    dataset: dict[str, Any], audience: str, expected: list[State]
) -> None:
    assert list(states(dataset, audience)) == expected
