"""Performing one run: claim it, do the work, write down how it ended."""

from __future__ import annotations

import logging
import os
import socket
from typing import Any

from ckan import model
from rq.timeouts import JobTimeoutException

from ckanext.dongguan.clock import now

from . import history, registry
from .active_run import ActiveRun, Listener
from .definition import Cancelled, ExplainedError, JobDefinition, PreviousRun
from .heart import Heart
from .state import Event, RunState

log = logging.getLogger(__name__)

_LONGEST_ERROR = 2000


def perform(run_id: str) -> None:
    """Perform a queued run; RQ calls this, as often as it likes, and one call works."""
    with model.meta.engine.begin() as connection:
        row = history.claim(connection, run_id, worker_name(), now())
    if row is None:
        log.info("Run %s is not queued any more; nothing to do", run_id)
        return
    perform_claimed(row)


def perform_claimed(row: Any, listener: Listener | None = None) -> RunState:
    """Perform a run that this process has claimed and return how it ended."""
    run = ActiveRun(row, _previous(row), now, listener)
    definition = registry.declared().get(row.job)
    event, error = _work(definition, run) if definition else (Event.FAIL, "undeclared")
    if not history.finish(run.id, event, run.state, error, now()):
        log.warning("Run %s of %s was closed while it worked", run.id, row.job)
        return RunState.LOST
    return {Event.SUCCEED: RunState.SUCCEEDED, Event.CANCEL: RunState.CANCELLED}.get(
        event, RunState.FAILED
    )


def _work(definition: JobDefinition, run: ActiveRun) -> tuple[Event, str | None]:
    try:
        with Heart(run.beat):
            definition.run(run)
    except Cancelled:
        return Event.CANCEL, None
    except JobTimeoutException:
        log.exception("Job %s took longer than %s s", definition.name, definition.limit_seconds)
        return Event.FAIL, "limit"
    except ExplainedError as error:
        log.warning("Job %s failed: %s", definition.name, error)
        return Event.FAIL, str(error)[:_LONGEST_ERROR]
    except Exception as error:
        log.exception("Job %s failed", definition.name)
        return Event.FAIL, f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]
    except BaseException:
        # Ctrl+C or the end of the process: say so before going.
        history.finish(run.id, Event.CANCEL, run.state, "interrupted", now())
        raise
    finally:
        model.Session.rollback()
        model.Session.remove()
    return Event.SUCCEED, None


def _previous(row: Any) -> PreviousRun | None:
    found = history.last_with_cursor(row.job, row.queued_at)
    return found and PreviousRun(state=RunState(found.state), cursor=found.cursor)


def worker_name() -> str:
    """Name this process so that a person finds it: host and process id."""
    return f"{socket.gethostname()}:{os.getpid()}"
