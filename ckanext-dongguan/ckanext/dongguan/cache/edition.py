"""What an anonymous page depends on, as an entity tag, without CKAN.

A page follows from the catalogue (its version), the release that draws it, the day
(codes begin and end, cycles fall overdue) and the address it is asked for at. Two
requests that agree in all of these get the same bytes (RFC 9110 §8.8.3).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date

MAX_ADDRESS = 2000
"""Letters of path and query; longer addresses are nobody's second request."""

_ENCODINGS = ("br", "gzip", "*")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What all pages have in common at a moment."""

    version: int
    release: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What makes one anonymous request for a page differ from another."""

    scheme: str
    host: str
    path: str
    query: str
    encoding: str


def tag(edition: Edition, visit: Visit) -> str:
    """Name the page that a visit gets in an edition (40 hex digits)."""
    text = repr((astuple(edition), astuple(visit)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def is_kept(visit: Visit) -> bool:
    """Tell whether a second request for this address is worth waiting for."""
    return len(visit.path) + len(visit.query) <= MAX_ADDRESS


def encoding(accepted: Iterable[tuple[str, float]]) -> str:
    """Name what a browser says of the compressions there are; empty for nothing.

    Those who say the same get the same bytes: `*` and `br;q=0` count as well.
    """
    told = sorted(pair for pair in accepted if pair[0] in _ENCODINGS)
    return " ".join(f"{name};{quality:g}" for name, quality in told)
