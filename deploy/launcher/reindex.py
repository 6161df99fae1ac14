"""Rebuilds the search index behind the running portal after its configuration changed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from .place import Place
from .program import Program
from .store import read_json, write_json, write_whole
from .supervision import Supervision

# Seconds before each try: the index may be restarting, or the memory short for a while.
TRIES = (0, 10, 60)


def pending(place: Place) -> Path:
    """Name the note that an index is out of date; it outlives a crash of the rebuild."""
    return place.data / "reindex.pending"


def want(place: Place) -> None:
    """Note that the index must be rebuilt."""
    write_whole(pending(place), "")


def want_if_moved(place: Place, home: dict[str, str]) -> None:
    """Note it too when `home` is not that of the index so far: its services, its release."""
    file = place.data / "index.json"
    if read_json(file) != home:
        want(place)
        write_json(file, home)


def start(place: Place, supervision: Supervision, *, has_datasets: bool) -> bool:
    """Start the rebuild, if one is due, and let the portal answer meanwhile."""
    if not pending(place).exists():
        return False
    if not has_datasets:
        pending(place).unlink()
        return False
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
    return True


def main() -> None:
    """Rebuild, and forget the note only when that went well."""
    ini, note = sys.argv[1:]
    ckan = str(Path(sys.executable).with_name("ckan"))
    for seconds in TRIES:
        time.sleep(seconds)
        command = [ckan, "-c", ini, "search-index", "rebuild", "--quiet"]
        if subprocess.run(command, check=False).returncode == 0:
            Path(note).unlink(missing_ok=True)
            return
    sys.exit(1)


if __name__ == "__main__":
    main()
