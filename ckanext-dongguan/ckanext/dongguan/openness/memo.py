"""What one reading request has found out already; forgotten when its answer leaves.

A request that changes something remembers nothing: what it decides follows from what
the database holds at that moment. So does what is asked while a long answer flows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import Response, g, has_request_context, request

Found = TypeVar("Found")


def once(key: Hashable, find: Callable[[], Found]) -> Found:
    """Find something, once for each reading request."""
    found = _kept()
    if found is None:
        return find()
    if key not in found:
        found[key] = find()
    return found[key]  # type: ignore[no-any-return]


def hold(row: Any) -> None:
    """Hold what the database gave, so that the session answers for it from now on."""
    found = _kept()
    if found is not None:
        found[("held", type(row), row.id)] = row


def forget(response: Response) -> Response:
    """End the remembering of this request."""
    g.dongguan_openness = None
    return response


def _kept() -> dict[Hashable, Any] | None:
    if not has_request_context() or request.method not in {"GET", "HEAD"}:
        return None
    kept: dict[Hashable, Any] | None = g.setdefault("dongguan_openness", {})
    return kept
