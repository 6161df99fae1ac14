"""What a run costs in the portal's own services, counted while it goes on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from ckan import model


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count `sql` and `commits` of this process, and measure `seconds`."""
    counts: Counter[str] = Counter(sql=0, commits=0)

    def statement(*_args: Any) -> None:
        counts["sql"] += 1

    def commit(_connection: Any) -> None:
        counts["commits"] += 1

    engine, started = model.meta.engine, time.monotonic()
    sa.event.listen(engine, "before_cursor_execute", statement)
    sa.event.listen(engine, "commit", commit)
    try:
        yield counts
    finally:
        sa.event.remove(engine, "before_cursor_execute", statement)
        sa.event.remove(engine, "commit", commit)
        counts["seconds"] = round(time.monotonic() - started)
