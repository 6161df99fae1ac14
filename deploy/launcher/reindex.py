"""Rebuilds the search index behind the running portal after its configuration changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .place import Place
from .program import Program
from .store import write_whole
from .supervision import Supervision


def pending(place: Place) -> Path:
    """Name the note that an index is out of date; it outlives a crash of the rebuild."""
    return place.data / "reindex.pending"


def want(place: Place) -> None:
    """Note that the index must be rebuilt."""
    write_whole(pending(place), "")


def start(place: Place, supervision: Supervision, *, has_datasets: bool) -> None:
    """Start the rebuild, if one is due, and let the portal answer meanwhile."""
    if not pending(place).exists():
        return
    if not has_datasets:
        pending(place).unlink()
        return
    command = (
        sys.executable,
        "-m",
        "deploy.launcher.reindex",
        str(place.ini),
        str(pending(place)),
    )
    supervision.start(
        [Program(name="reindex", command=command, is_one_shot=True, priority=450)]
    )


def main() -> None:
    """Rebuild, and forget the note only when that went well."""
    ini, note = sys.argv[1:]
    ckan = Path(sys.executable).with_name("ckan")
    done = subprocess.run([ckan, "-c", ini, "search-index", "rebuild", "--quiet"], check=False)
    if done.returncode == 0:
        Path(note).unlink(missing_ok=True)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
