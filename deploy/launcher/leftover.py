"""Programs that a killed supervisor left behind, found by the mark in their environment."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import psutil

from .place import Place
from .surroundings import MARK


def leftovers(place: Place) -> list[psutil.Process]:
    """List the processes that were started for this data folder and still run."""
    ourselves = {psutil.Process().pid, *(one.pid for one in psutil.Process().parents())}
    return [
        process
        for process in psutil.process_iter()
        if process.pid not in ourselves and _mark(process) == str(place.data)
    ]


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
    psutil.wait_procs(stubborn, timeout=5)
    return len(found)


def _signal(send: Callable[[], None]) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        send()
