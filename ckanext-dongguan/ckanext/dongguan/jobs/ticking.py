"""One look at the clock: close lost runs, queue what is due, hand it to the workers."""

from __future__ import annotations

import logging
import signal
import threading
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.clock import now

from . import config, history, registry, timetable, waiting_line

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """What one tick did: names of jobs queued and passed over, ids of runs lost."""

    queued: tuple[str, ...]
    skipped: tuple[str, ...]
    lost: tuple[str, ...]
    enqueued: int


def tick(at: datetime) -> Ticked:
    """Do one tick; any number of them may run at the same time."""
    definitions = registry.declared()
    timetable.sync(definitions.values(), at)
    # Here and not only in the job `jobs-sweep`: a lost sweep could never start again.
    lost = history.lose(config.silence(), at)
    started = queue_due(set(definitions), at)
    return Ticked(
        queued=tuple(name for name, is_started in started if is_started),
        skipped=tuple(name for name, is_started in started if not is_started),
        lost=tuple(lost),
        enqueued=waiting_line.enqueue_waiting(at),
    )


def queue_due(names: set[str], at: datetime) -> list[tuple[str, bool]]:
    """Queue a run of each due job and set its next time, in one transaction.

    Returns each due job's name and whether it was queued: one that still runs is
    passed over.
    """
    started = []
    with model.meta.engine.begin() as connection:
        for row in timetable.take_due(connection, names, at):
            is_started = history.add(connection, row.name, None, at) is not None
            timetable.move_on(connection, row, at, is_started=is_started)
            started.append((row.name, is_started))
    for name, is_started in started:
        if not is_started:
            log.warning("Job %s is due but its last run has not ended; passed over", name)
    return started


def tick_forever(seconds: float) -> None:
    """Tick until SIGTERM or SIGINT; a service that is away for a while ends nothing."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.is_set():
        try:
            tick(now())
        except (sa.exc.SQLAlchemyError, OSError):
            log.exception("The database did not answer; the next tick tries again")
        stopped.wait(seconds)
