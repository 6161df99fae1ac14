"""The codes of the items of a set, read at once, and which of them have just got theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.intake.read_ahead import ReadAhead, holding

from .model import resource_codes

_CODES = resource_codes.c


def _read(package_ids: Sequence[str]) -> dict[str, list[Any]]:
    query = sa.select(_CODES.package_id, _CODES.code, _CODES.state, _CODES.ended_at).where(
        _CODES.package_id.in_(package_ids)
    )
    grouped: dict[str, list[Any]] = {package_id: [] for package_id in package_ids}
    for row in model.Session.execute(query.order_by(_CODES.given_at, _CODES.key)):
        grouped[row.package_id].append(row)
    return grouped


@dataclass(kw_only=True)
class _Codes(ReadAhead[Any]):
    """The rows of each item's codes, oldest first."""

    read: Callable[[Sequence[str]], Mapping[str, list[Any]]] = _read
    begun: set[str] = field(default_factory=set)


_codes: ContextVar[_Codes | None] = ContextVar("dongguan_codes", default=None)


def at_hand(package_ids: Sequence[str]) -> AbstractContextManager[None]:
    """Read the codes of a set of items at once while the context lasts."""
    return holding(_codes, _Codes(package_ids=package_ids))


def codes_of(package_id: str) -> list[Any]:
    """Give the rows of an item's codes, oldest first."""
    return (_codes.get() or _Codes()).take(package_id)


def begin(packages: list[Any]) -> list[Any]:
    """Note that new datasets get their codes together; give them back."""
    if codes := _codes.get():
        codes.begun.update(package.id for package in packages)
    return packages


def is_begun(package_id: str) -> bool:
    """Tell whether a new dataset has got its code together with others."""
    codes = _codes.get()
    return codes is not None and package_id in codes.begun
