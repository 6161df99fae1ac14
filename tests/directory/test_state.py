"""已编目, 已挂接, 已开放: each holds the ones before it."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.directory.state import State, states
from ckanext.dongguan.openness.decision import OpeningRecord

RECORD = dict.fromkeys(OpeningRecord.__dataclass_fields__, "x")
FILE = [{"url": "a.csv"}]


@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        ({}, [State.CATALOGUED]),
        ({"state": "draft", "resources": FILE}, []),
        ({"state": "deleted"}, []),
        ({"resources": FILE}, [State.CATALOGUED, State.ATTACHED]),
        ({"open_class": "unconditional", **RECORD}, [State.CATALOGUED]),
        ({"resources": FILE, "open_class": "conditional", **RECORD}, list(State)[:2]),
        ({"resources": FILE, "open_class": "unconditional"}, list(State)[:2]),
        ({"resources": FILE, "open_class": "unconditional", **RECORD}, list(State)),
    ],
)
def test_a_dataset_reaches_its_states_in_order(
    dataset: dict[str, Any], expected: list[State]
) -> None:
    assert list(states(dataset)) == expected
