"""The site's secrets: made at the first run, readable by their owner alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from .store import read_json, write_json


@dataclass(frozen=True, kw_only=True)
class KeyRing:
    """Named secrets in one file; asking for a new name makes one and keeps it."""

    file: Path

    def get(self, name: str, *, size_bytes: int = 24) -> str:
        """Return the secret `name`, URL-safe text; it is on disk before anyone uses it."""
        kept = read_json(self.file)
        if name not in kept:
            kept[name] = secrets.token_urlsafe(size_bytes)
            write_json(self.file, kept)
        return str(kept[name])

    def peek(self, name: str) -> str | None:
        """Return the secret `name` if there is one."""
        value = read_json(self.file).get(name)
        return None if value is None else str(value)
