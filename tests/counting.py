"""Counts what an answer costs: statements and questions to the index, never seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pysolr
import pytest
import sqlalchemy as sa
from ckan import model
from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine


@contextmanager
def counted() -> Iterator[dict[str, list[str]]]:
    """Collect the statements of CKAN's database and of the tables, and what Solr is asked."""
    engines = {"ckan": [model.meta.engine], "tables": [get_read_engine(), get_write_engine()]}
    found: dict[str, list[str]] = {name: [] for name in (*engines, "solr")}
    listeners = []
    for name, several in engines.items():
        for engine in several:

            def heard(
                _c: Any, _cursor: Any, statement: str, *_rest: Any, to: Any = name
            ) -> None:
                found[to].append(statement)

            sa.event.listen(engine, "before_cursor_execute", heard)
            listeners.append((engine, heard))
    send = pysolr.Solr._send_request

    def asked(self: Any, method: str, path: str = "", *rest: Any, **more: Any) -> Any:
        found["solr"].append(f"{method} {path[:200]}")
        return send(self, method, path, *rest, **more)

    pysolr.Solr._send_request = asked
    try:
        yield found
    finally:
        pysolr.Solr._send_request = send
        for engine, heard in listeners:
            sa.event.remove(engine, "before_cursor_execute", heard)


@contextmanager
def tallied(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count statements (`sql`), `commits` and requests to the index (`solr`)."""
    counts: Counter[str] = Counter()
    send = pysolr.Solr._send_request

    def request(*args: Any, **options: Any) -> Any:
        counts["solr"] += 1
        return send(*args, **options)

    def statement(*_args: Any) -> None:
        counts["sql"] += 1

    def commit(_connection: Any) -> None:
        counts["commits"] += 1

    engine = model.meta.engine
    with monkeypatch.context() as patch:
        patch.setattr(pysolr.Solr, "_send_request", request)
        sa.event.listen(engine, "before_cursor_execute", statement)
        sa.event.listen(engine, "commit", commit)
        yield counts
        sa.event.remove(engine, "before_cursor_execute", statement)
        sa.event.remove(engine, "commit", commit)
