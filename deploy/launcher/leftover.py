"""Programs that a killed supervisor left behind, told from any other on the machine."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import psutil

from .place import Place
from .surroundings import MARK

# Name of the executable to the folder it works in.
SERVICES = {"postgres": "postgres", "redis-server": "redis"}


def leftovers(place: Place) -> list[psutil.Process]:
    """List the processes that were started for this data folder and still run."""
    ourselves = {psutil.Process().pid, *(one.pid for one in psutil.Process().parents())}
    return [
        process
        for process in psutil.process_iter()
        if process.pid not in ourselves and _belongs(process, place)
    ]


def _belongs(process: psutil.Process, place: Place) -> bool:
    return _mark(process) == str(place.data) or _is_service(process, place)


def _is_service(process: psutil.Process, place: Place) -> bool:
    """Know PostgreSQL and Redis, which overwrite their environment, by where they work."""
    try:
        home = SERVICES.get(process.name())
        return home is not None and process.cwd() == str(place.data / home)
    except (psutil.Error, OSError):
        return False


def _mark(process: psutil.Process) -> str | None:
    try:
        environ: dict[str, str] = process.environ()
    except (psutil.Error, OSError):
        return None
    return environ.get(MARK)


def clear(place: Place, *, patience_seconds: float = 20) -> int:
    """End what was left behind, politely first; return how many processes there were."""
    found = leftovers(place)
    for process in found:
        _signal(process.terminate)
    _gone, stubborn = psutil.wait_procs(found, timeout=patience_seconds)
    for process in stubborn:
        _signal(process.kill)
    psutil.wait_procs(stubborn, timeout=patience_seconds)
    return len(found)


def _signal(send: Callable[[], None]) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        send()
