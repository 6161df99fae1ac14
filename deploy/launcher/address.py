"""The address of a database without what lets somebody in."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit


def without_login(url: str) -> str:
    """Write an address for a record that keeps login and password elsewhere."""
    return urlunsplit(urlsplit(url)._replace(netloc=_place(url)))


def without_password(url: str) -> str:
    """Write an address for a place that everyone may read, such as a command line."""
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.username else ""
    return urlunsplit(parts._replace(netloc=f"{user}{_place(url)}"))


def _place(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
