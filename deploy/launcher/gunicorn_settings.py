"""Settings of the web server; gunicorn reads this file as Python."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from gunicorn.http.errors import LimitRequestLine
from gunicorn.http.parser import RequestParser

from deploy.launcher import bare_address, long_address

bind = os.environ["DONGGUAN_BIND"]
workers = int(os.environ.get("DONGGUAN_WEB_WORKERS") or 2)
worker_class = "gthread"
threads = 4
timeout = 120
# The application is loaded once, so that a broken setting is one message and the
# second worker costs little memory.
preload_app = True
accesslog = "-"
errorlog = "-"
# Paths and query strings as they came; the time with its zone.
access_log_format = '%(h)s %(u)s %(t)s "%(r)s" %(s)s %(b)s %(D)sus "%(a)s"'
control_socket_disable = True
# The most that gunicorn allows, so that a long search is answered by the portal itself.
limit_request_line = 8190


def when_ready(server: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Say that the port is ours, and let gunicorn speak again.

    Loading CKAN's logging settings silenced its loggers. What was loaded lives as long as
    the workers: their collector leaves it alone, and they share its memory.
    """
    gc.collect()
    gc.freeze()
    if ready := os.environ.get("DONGGUAN_READY"):
        Path(ready).touch()
    for name in ("gunicorn.access", "gunicorn.error"):
        logging.getLogger(name).disabled = False


def post_worker_init(worker: Any) -> None:
    """Read bare addresses, and answer those that are too long in Chinese or as JSON."""
    RequestParser.mesg_class = bare_address.EscapingRequest
    worker.handle_error = partial(_refused, worker.handle_error)


def _refused(
    answer: Callable[..., None], request: Any, client: Any, address: Any, error: Exception
) -> None:
    if isinstance(error, LimitRequestLine):
        long_address.answer(client, error)
    else:
        answer(request, client, address, error)


def pre_fork(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Let the plugins close what two processes must not share, as CKAN's own workers do."""
    from ckan.plugins import IForkObserver, PluginImplementations

    for plugin in PluginImplementations(IForkObserver):
        plugin.before_fork()


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Give each worker database connections of its own: a shared one mixes up answers."""
    from ckan.model import meta

    if meta.engine is not None:
        meta.engine.dispose(close=False)


def worker_exit(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Leave at once when the last request is answered.

    Python would first take all of CKAN apart, object by object: a second of work that
    `make stop` waits for. The main process calls this too, for a worker that is gone.
    """
    if worker.booted and worker.pid == os.getpid():
        logging.shutdown()
        os._exit(0)
