"""Notice every transaction that may change a page, whichever door it came through."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import sqlalchemy as sa
import yaml

from . import version
from .statement import changes_pages

_MARK = "dongguan_changes_pages"


def install() -> None:
    """Listen to all connections of the process, those of the DataStore included."""
    for target, name, listener in (
        (sa.engine.Engine, "before_cursor_execute", note),
        (sa.pool.Pool, "checkin", end),
    ):
        if not sa.event.contains(target, name, listener):
            sa.event.listen(target, name, listener)


def note(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    """Remember on its connection that a statement writes."""
    if changes_pages(statement, _quiet()):
        connection.info[_MARK] = True


def end(_raw: Any, record: Any) -> None:
    """Let the version grow when a connection that wrote comes back.

    It comes back after the commit. Before it, a page could be made from the old state
    under the new version and would stay; after it, at worst a page is made twice.
    """
    if record.info.pop(_MARK, False):
        version.grow()


@cache
def _quiet() -> frozenset[str]:
    text = files(__package__).joinpath("quiet.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text)["tables"])
