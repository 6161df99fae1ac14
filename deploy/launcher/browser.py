"""The system's Chromium, which the browser tests drive."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find(environ: Mapping[str, str]) -> str | None:
    """Find a browser: DONGGUAN_CHROMIUM, else the first of the usual names on the path."""
    if named := environ.get("DONGGUAN_CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)
