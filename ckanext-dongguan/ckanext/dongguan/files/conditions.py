"""Which part of a file a request wants, and on what conditions (RFC 9110), without CKAN."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# One part, in numbers that a file can have. A server may pass over a range (§14.2): of
# several parts and of what is no range the whole file is sent.
_ONE_PART = re.compile(r"bytes=(?:\d{1,18}-\d{0,18}|-\d{1,18})")


def wanted_part(environ: Mapping[str, Any], size: int) -> dict[str, Any] | None:
    """Return what says which part of a file is wanted; None where the whole is.

    Ranges count for GET alone. One behind the end is left for the answer to refuse.
    """
    wanted = str(environ.get("HTTP_RANGE", "")).strip()
    if environ["REQUEST_METHOD"] != "GET" or not _ONE_PART.fullmatch(wanted):
        return None
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    if first and last and int(last) < int(first):
        return None
    start = int(first) if first else size - min(int(last), size)
    stop = min(int(last), size - 1) if first and last else size - 1
    part = f"bytes={start}-{stop}" if start < size else f"bytes={size}-"
    names = ("REQUEST_METHOD", "HTTP_IF_RANGE")
    return {"HTTP_RANGE": part, **{n: environ[n] for n in names if n in environ}}


def without_range(environ: Mapping[str, Any]) -> dict[str, Any]:
    """Return the other conditions of a request."""
    names = (
        "REQUEST_METHOD", "HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE",
        "HTTP_IF_UNMODIFIED_SINCE",
    )  # fmt: skip
    return {name: environ[name] for name in names if name in environ}
