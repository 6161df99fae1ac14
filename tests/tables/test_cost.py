"""What a read costs: statements counted, as upper bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine

Tables = dict[str, dict[str, Any]]
Call = Callable[..., Any]
Person = Callable[[str], dict[str, str]]


@contextmanager
def counted() -> Iterator[dict[str, list[str]]]:
    """Collect the statements of CKAN's database and of the DataStore."""
    engines = {"ckan": [model.meta.engine], "tables": [get_read_engine(), get_write_engine()]}
    found: dict[str, list[str]] = {name: [] for name in engines}
    listeners = []
    for name, several in engines.items():
        for engine in several:

            def heard(
                _c: Any, _cursor: Any, statement: str, *_rest: Any, to: Any = name
            ) -> None:
                found[to].append(statement)

            sa.event.listen(engine, "before_cursor_execute", heard)
            listeners.append((engine, heard))
    try:
        yield found
    finally:
        for engine, heard in listeners:
            sa.event.remove(engine, "before_cursor_execute", heard)


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
