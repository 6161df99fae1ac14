"""The sign by which the portal knows its own checker, without CKAN.

It is an object of this process in the request's environment. What comes over a network is
text under names of its own (`HTTP_…`), so nobody outside can carry it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KEY = "dongguan.checker"
_SIGN = object()


def signed() -> dict[str, Any]:
    """Return what the checker adds to the environment of its requests."""
    return {_KEY: _SIGN}


def is_signed(environ: Mapping[str, Any]) -> bool:
    """Tell whether a request is one of the checker's own."""
    return environ.get(_KEY) is _SIGN
