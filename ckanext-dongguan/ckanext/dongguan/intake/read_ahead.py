"""Rows of each dataset of a set, read at once when the first is asked for, without CKAN.

A room holds them in a context variable of its own while its `ISets.dataset_set` lasts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

Row = TypeVar("Row")
Value = TypeVar("Value")


@dataclass(kw_only=True)
class ReadAhead(Generic[Row]):
    """The rows of each dataset of a set; `read` maps every id it is given to its rows."""

    package_ids: Sequence[str] = ()
    read: Callable[[Sequence[str]], Mapping[str, list[Row]]] = field(repr=False)

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        return dict(self.read(self.package_ids)) if self.package_ids else {}

    def take(self, package_id: str) -> list[Row]:
        """Give the rows of a dataset; those of one outside the set are read alone.

        Taken once: whoever asks again may have written, or waited for somebody who did.
        """
        rows = self._rows.pop(package_id, None)
        return self.read([package_id])[package_id] if rows is None else rows


@contextmanager
def holding(variable: ContextVar[Value], value: Value) -> Iterator[None]:
    """Let a context variable have a value while the context lasts."""
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)
