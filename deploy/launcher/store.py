"""Small files that are either whole or absent, whatever moment the machine stops."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from .problem import Problem


def write_whole(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Replace `path` by `text` in one step; a reader sees the old or the new text."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        # A person knows the file, not its draft.
        error.filename = str(path)
        raise


def read_json(path: Path) -> dict[str, Any]:
    """Read one of our JSON files; an absent one is empty, a spoilt one is said."""
    if not path.exists():
        return {}
    try:
        loaded = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise Problem("file_spoilt", file=path) from error
    if not isinstance(loaded, dict):
        raise Problem("file_spoilt", file=path)
    return loaded


def write_json(path: Path, values: dict[str, Any]) -> None:
    """Write one of our JSON files as a whole, readable by its owner alone."""
    write_whole(path, json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
