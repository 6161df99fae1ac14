"""The sentence for an error that is no Problem of ours: the system's, or one nobody foresaw."""

from __future__ import annotations

import errno
import tempfile
import traceback
from pathlib import Path

from .place import Place
from .problem import Problem

DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
FULL = {errno.ENOSPC, errno.EDQUOT}


def told(error: Exception, place: Place) -> Problem:
    """Choose the sentence; what a person cannot mend goes to a log with its traceback."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, OSError) and error.filename:
        return _of_system(error)
    if isinstance(error, OSError) and error.errno in FULL:
        return Problem("disk_full_now", where=place.data)
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return Problem("unexpected", reason=reason, log=_recorded(error, place))


def _of_system(error: OSError) -> Problem:
    if error.errno in FULL:
        return Problem("disk_full_now", where=error.filename)
    if error.errno in DENIED:
        return Problem("no_permission", where=error.filename)
    reason = error.strerror or str(error)
    return Problem("system_refused", where=error.filename, reason=reason)


def _recorded(error: Exception, place: Place) -> Path:
    """Write the traceback where the site's logs are, or where anyone may write."""
    folder = place.logs if place.logs.is_dir() else Path(tempfile.mkdtemp(prefix="dongguan-"))
    log = folder / "launcher.log"
    with log.open("a", encoding="utf-8") as record:
        traceback.print_exception(error, file=record)
    return log
