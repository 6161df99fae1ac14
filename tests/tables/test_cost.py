"""What a read costs: statements counted, as upper bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ..counting import counted

Tables = dict[str, dict[str, Any]]
Call = Callable[..., Any]
Person = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("whose", "most"),
    [
        (("open", "anonymous"), {"ckan": 5, "tables": 9}),
        (("conditional", "anonymous"), {"ckan": 6, "tables": 0}),
        (("conditional", "editor"), {"ckan": 13, "tables": 9}),
    ],
)
def test_a_search_costs_few_statements(
    tables: Tables, call: Call, person: Person, whose: tuple[str, str], most: dict[str, int]
) -> None:
    kind, who = whose
    headers, table = person(who), tables[kind]["id"]
    call("datastore_search", headers, resource_id=table)

    with counted() as found:
        call("datastore_search", headers, resource_id=table)

    assert {name: len(found[name]) <= most[name] for name in most} == dict.fromkeys(
        most, True
    ), found
