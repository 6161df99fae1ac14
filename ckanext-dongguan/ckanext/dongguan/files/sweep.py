"""Files that no resource names any more: replaced, deleted, or of a change that failed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ckan import model

from . import keys
from .storage import vault

# A file is written before the database commits; within a day every commit is over.
GRACE_SECONDS = 86400


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What a sweep found and freed."""

    files: int
    freed_bytes: int


def sweep(now: float, *, is_dry: bool = False, tell: Callable[[int], None] = print) -> Swept:
    """Remove the strays older than a day; `now` is seconds since the epoch."""
    files = freed = 0
    before = now - GRACE_SECONDS
    keys.forget_outdated(datetime.fromtimestamp(before, UTC))
    strays = list(vault().strays(keys.known(), before))
    # The rows go first: a file without one is a stray, one without its file a fault.
    _ = model.Session.rollback() if is_dry else model.Session.commit()
    for path in strays:
        # A second sweep may be quicker.
        with contextlib.suppress(FileNotFoundError):
            files, freed = files + 1, freed + path.stat().st_size
        tell(files)
        if not is_dry:
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()
    return Swept(files=files, freed_bytes=freed)
