"""Where the bytes of files lie, one folder for each resource, without CKAN.

Each content is a file of its own, named by its hash. A new one is written beside the
old one, so a change that fails half-way leaves the old file in its place, and a reader
who has begun reads on. The folder is named by the resource: the hash of another
resource's file opens nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_CHUNK_BYTES = 1 << 20
# CKAN's own rule for resource ids, without the blank; nothing in it climbs a folder.
_RESOURCE_ID = re.compile(r"[0-9A-Za-z_-]{7,100}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".part"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Size in bytes and SHA-256 (hex) of a content."""

    size: int
    digest: str


class PlaceError(ValueError):
    """An id or a hash that names no place in the vault."""


class ContentChanged(Exception):  # noqa: N818 - says what happened
    """The bytes that were written are not those that were checked."""


def measure(stream: IO[bytes], limit_bytes: int) -> Facts:
    """Read a content once; the stream is left at its beginning.

    Reading stops one chunk behind the limit: a larger size only says "too large".
    """
    stream.seek(0)
    size, hasher = 0, hashlib.sha256()
    while size <= limit_bytes and (chunk := stream.read(_CHUNK_BYTES)):
        size += len(chunk)
        hasher.update(chunk)
    stream.seek(0)
    return Facts(size=size, digest=hasher.hexdigest())


@dataclass(frozen=True, kw_only=True)
class Vault:
    """The folder of all files."""

    root: Path

    def path(self, resource_id: str, digest: str) -> Path:
        """Return the place of a content.

        :raises PlaceError: the id or the hash is not one
        """
        if not _RESOURCE_ID.fullmatch(resource_id) or not _DIGEST.fullmatch(digest):
            raise PlaceError(resource_id, digest)
        return self.root / resource_id[:3] / resource_id[3:6] / resource_id[6:] / digest

    def store(self, resource_id: str, facts: Facts, stream: IO[bytes]) -> Path:
        """Write a content under its final name when the last byte is on the disk.

        :raises ContentChanged: the stream is not what was measured
        :raises OSError: disk full, no permission; nothing is left behind
        """
        place = self.path(resource_id, facts.digest)
        if place.is_file() and place.stat().st_size == facts.size:
            return place
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(suffix=_UNFINISHED, dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as target:
                _copy(stream, target, facts)
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return place

    def strays(self, known: Container[tuple[str, str]], before: float) -> Iterator[Path]:
        """Give the files no resource names that were last touched before a time (seconds)."""
        for path in self.root.glob("*/*/*/*"):
            resource_id = "".join(path.parts[-4:-1])
            if (resource_id, path.name) not in known and path.stat().st_mtime < before:
                yield path


def _copy(stream: IO[bytes], target: IO[bytes], facts: Facts) -> None:
    stream.seek(0)
    hasher = hashlib.sha256()
    while chunk := stream.read(_CHUNK_BYTES):
        hasher.update(chunk)
        target.write(chunk)
    if hasher.hexdigest() != facts.digest:
        raise ContentChanged(facts.digest)
    target.flush()
    os.fsync(target.fileno())
