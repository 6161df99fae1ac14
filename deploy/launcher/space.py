"""Room on the disk: a start that would fill it up does not begin."""

from __future__ import annotations

import shutil

from .place import Place
from .problem import Problem

# Jars 100 MB, a fresh PostgreSQL with its log 200 MB, index, files and room to work.
FIRST_RUN_MB = 1000
LATER_MB = 150


def refuse_full_disk(place: Place) -> None:
    """Stop with a sentence when the data folder's disk has too little room left."""
    needed = LATER_MB if (place.data / "postgres").exists() else FIRST_RUN_MB
    free = shutil.disk_usage(place.data).free // 1_000_000
    if free < needed:
        raise Problem("disk_full", folder=place.data, free=free, needed=needed)
