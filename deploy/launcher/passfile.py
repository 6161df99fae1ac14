"""A database password that CKAN's URL cannot carry, put where libpq reads it.

CKAN hands its database URL to Alembic, whose settings parser stumbles over a percent
sign (CKAN issue 5998): a password with an encoded letter would end every migration.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from .address import without_password
from .store import write_whole


def carried(url: str, file: Path) -> str:
    """Return the URL as CKAN can use it; a password with a percent sign goes to `file`."""
    parts = urlsplit(url)
    if "%" not in (parts.password or ""):
        return url
    user, password = _escaped(parts.username or ""), _escaped(parts.password or "")
    write_whole(file, f"*:*:*:{user}:{password}\n")
    query = "&".join(filter(None, [parts.query, f"passfile={file}"]))
    return urlunsplit(urlsplit(without_password(url))._replace(query=query))


def _escaped(text: str) -> str:
    """Write one field of a password file, as libpq's manual asks (32.16)."""
    return unquote(text).replace("\\", "\\\\").replace(":", "\\:")
