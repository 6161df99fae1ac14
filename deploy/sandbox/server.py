"""A server runs here: one gunicorn worker with threads, so counters and faults are one."""

from __future__ import annotations

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

THREADS = 8


class Server(BaseApplication):
    """gunicorn for one application on one local port."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self._app = app
        self._bind = f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn would read from a file."""
        options: dict[str, Any] = {
            "bind": self._bind, "workers": 1, "worker_class": "gthread", "threads": THREADS,
            "timeout": 120, "graceful_timeout": 5, "loglevel": "warning",
            "control_socket_disable": True,
        }  # fmt: skip
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self._app
