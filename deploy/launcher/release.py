"""Which release a data folder was last used by."""

from __future__ import annotations

import tomllib

from packaging.version import Version

from .place import ROOT, Place
from .problem import Problem
from .store import write_whole


def ours() -> str:
    """Name the release of this checkout."""
    facts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return str(facts["project"]["version"])


def theirs(place: Place) -> str:
    """Name the release that last used the folder; empty for a new one."""
    return place.marker.read_text("utf-8").strip()


def refuse_newer(place: Place) -> None:
    """Stop when a newer release used the folder: its tables may be unknown to us."""
    found = theirs(place)
    if found and Version(found) > Version(ours()):
        raise Problem("release_newer", folder=place.data, theirs=found, ours=ours())


def stamp(place: Place) -> None:
    """Note that this release brought the folder up to date."""
    if theirs(place) != ours():
        write_whole(place.marker, ours() + "\n")
