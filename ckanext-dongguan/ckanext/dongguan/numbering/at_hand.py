"""The codes of the items of a set, read at once, and which of them have just got theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from ckan import model

from .model import resource_codes

_CODES = resource_codes.c


@dataclass(kw_only=True)
class _Known:
    """The rows of each item's codes, oldest first; read when the first item is asked for."""

    package_ids: Sequence[str]
    begun: set[str] = field(default_factory=set)

    @cached_property
    def rows(self) -> dict[str, list[Any]]:
        return _read(self.package_ids)


_known: ContextVar[_Known | None] = ContextVar("dongguan_codes", default=None)


@contextmanager
def at_hand(package_ids: Sequence[str]) -> Iterator[None]:
    """Read the codes of a set of items at once while the context lasts."""
    token = _known.set(_Known(package_ids=package_ids))
    try:
        yield
    finally:
        _known.reset(token)


def codes_of(package_id: str) -> list[Any]:
    """Give the rows of an item's codes, oldest first."""
    known = _known.get()
    # Taken once: whoever asks again may have written, or waited for somebody who did.
    rows = known.rows.pop(package_id, None) if known else None
    return _read([package_id])[package_id] if rows is None else rows


def begin(packages: list[Any]) -> list[Any]:
    """Note that new datasets get their codes together; give them back."""
    if known := _known.get():
        known.begun.update(package.id for package in packages)
    return packages


def is_begun(package_id: str) -> bool:
    """Tell whether a new dataset has got its code together with others."""
    known = _known.get()
    return known is not None and package_id in known.begun


def _read(package_ids: Sequence[str]) -> dict[str, list[Any]]:
    query = sa.select(_CODES.package_id, _CODES.code, _CODES.state, _CODES.ended_at).where(
        _CODES.package_id.in_(package_ids)
    )
    grouped: dict[str, list[Any]] = {package_id: [] for package_id in package_ids}
    for row in model.Session.execute(query.order_by(_CODES.given_at, _CODES.key)):
        grouped[row.package_id].append(row)
    return grouped
