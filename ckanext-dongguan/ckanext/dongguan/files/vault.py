"""Where the bytes of files lie, each under a random key, without CKAN.

A key says nothing about whose file it is: neither the id of a resource nor the hash of
its content leads to the bytes. A new content is written beside the old one, so a change
that fails half-way leaves the old file in its place, and a reader who has begun reads on.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_CHUNK_BYTES = 1 << 20
_KEY = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = ".part"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Size in bytes and SHA-256 (hex) of a content."""

    size: int
    digest: str


class PlaceError(ValueError):
    """A key that names no place in the vault."""


class ContentChanged(Exception):  # noqa: N818 - says what happened
    """The bytes that were written are not those that were checked."""


def folder_of(config: Mapping[str, Any]) -> Path:
    """Name the folder of the files: the site's own choice, else one of CKAN's storage."""
    chosen = str(config.get("ckanext.dongguan.files.folder") or "")
    return Path(chosen) if chosen else Path(config["ckan.storage_path"], "vault")


def new_key() -> str:
    """Make a key that nobody can guess (128 bits)."""
    return secrets.token_hex(16)


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

    def path(self, key: str) -> Path:
        """Return the place of a content.

        :raises PlaceError: the key is not one
        """
        if not _KEY.fullmatch(key):
            raise PlaceError(key)
        return self.root / key[:2] / key[2:4] / key

    def store(self, key: str, facts: Facts, stream: IO[bytes]) -> Path:
        """Write a content under its key when the last byte is on the disk.

        :raises ContentChanged: the stream is not what was measured
        :raises OSError: disk full, no permission; nothing is left behind
        """
        place = self._place(key)
        handle, name = tempfile.mkstemp(suffix=_UNFINISHED, dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as target:
                _copy(stream, target, facts)
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return place

    def link(self, old: str, new: str) -> None:
        """Let a content lie under a second key too, without copying it.

        :raises OSError: there is no content under the old key
        """
        source, place = self.path(old), self._place(new)
        place.hardlink_to(source)
        # One content, one time: the sweep takes neither for a stray before the move ends.
        os.utime(place)

    def touch(self, key: str) -> bool:
        """Keep a content from the sweep for another day; False where there is none."""
        place = self.path(key)
        if not place.is_file():
            return False
        os.utime(place)
        return True

    def adopt(self, key: str, source: Path) -> None:
        """Let a file from elsewhere on this machine lie here too."""
        place = self._place(key)
        try:
            place.hardlink_to(source)
        except OSError:
            # Another disk: a copy has to do.
            shutil.copyfile(source, place)
        os.utime(place)

    def remove(self, key: str) -> None:
        """Take a content away; whoever reads it now reads on to its end."""
        self.path(key).unlink(missing_ok=True)

    def strays(self, known: Container[str], before: float) -> Iterator[Path]:
        """Give the files no key names that were last touched before a time (seconds)."""
        for path in self.root.glob("*/*/*"):
            if path.name not in known and _touched_at(path) < before:
                yield path

    def _place(self, key: str) -> Path:
        place = self.path(key)
        # The mode of mkdir counts for the last folder alone; the first keeps everyone out.
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place


def _touched_at(path: Path) -> float:
    # Whoever writes or moves a file meanwhile takes it from under our eyes.
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf


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
