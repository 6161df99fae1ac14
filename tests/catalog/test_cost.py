"""What the pages of the directory cost, whatever its size: requests counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pysolr
import pytest
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.openness.case import Case

MOST = {"solr": 3, "sql": 10}


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Count the statements to the database and the requests to the index."""
    found = {"solr": 0, "sql": 0}
    send = pysolr.Solr._send_request

    def heard(*_arguments: Any) -> None:
        found["sql"] += 1

    def sent(self: Any, *arguments: Any, **named: Any) -> Any:
        found["solr"] += 1
        return send(self, *arguments, **named)

    sa.event.listen(model.meta.engine, "before_cursor_execute", heard)
    monkeypatch.setattr(pysolr.Solr, "_send_request", sent)
    try:
        yield found
    finally:
        sa.event.remove(model.meta.engine, "before_cursor_execute", heard)
        monkeypatch.undo()


@pytest.fixture
def many(
    directory: Callable[[list[dict[str, Any]]], None], entry: Callable[..., dict[str, Any]]
) -> None:
    cases = (Case.OPEN, Case.CONDITIONAL, Case.WITHHELD)
    directory([
        entry(n, cases[n % 3], theme=f"{n % 17 + 1:02}", catalog_town=f"4419000{n % 20 + 3:02}")
        for n in range(2000)
    ])  # fmt: skip


@pytest.mark.usefixtures("many", "prepared")
@pytest.mark.parametrize(
    "address",
    [
        "/catalog",
        "/catalog?by=department",
        "/catalog?by=town&node=441900005",
        "/catalog?by=department&node=class-city&open_class=withheld",
        "/catalog?by=class&q=目录测试",
        "/catalog/branch?by=department&node=class-city",
    ],
)
def test_an_answer_costs_few_requests_at_two_thousand_entries(
    address: str, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.get(address)

    with counted(monkeypatch) as found:
        app.get(address)

    assert 0 < found["solr"] <= MOST["solr"], found
    assert found["sql"] <= MOST["sql"], found
