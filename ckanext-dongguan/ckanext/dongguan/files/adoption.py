"""Files that an older release laid down by the ids of their resources get keys of their own."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from . import keys
from .storage import vault
from .vault import Facts, new_key

_RESOURCE_ID = re.compile(r"[0-9A-Za-z_-]{7,100}")


def adopt() -> int:
    """Take over what lies in the old folder; cut off, it goes on. Return how many."""
    folder = Path(tk.config["ckan.storage_path"], "resources")
    if next(folder.glob("*/*/*/*"), None) is None:
        return 0
    count = 0
    for resource_id, digest, source in _old_files(folder):
        if keys.of(resource_id, digest) is None:
            key = new_key()
            vault().adopt(key, source)
            keys.note(key, resource_id, Facts(size=source.stat().st_size, digest=digest))
            model.Session.commit()
        source.unlink()
        for empty in source.parents[:3]:
            with contextlib.suppress(OSError):
                empty.rmdir()
        count += 1
    return count


def _old_files(folder: Path) -> Iterator[tuple[str, str, Path]]:
    resource = model.Resource
    query = sa.select(resource.id, resource.hash).where(
        resource.url_type == "upload", resource.state != "deleted", resource.hash.is_not(None)
    )
    for row in list(model.Session.execute(query)):
        if _RESOURCE_ID.fullmatch(row.id):
            path = folder / row.id[:3] / row.id[3:6] / row.id[6:] / row.hash
            if path.is_file():
                yield row.id, row.hash, path
