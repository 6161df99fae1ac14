"""The portal behind its real web server, in the dress in which `Portal` expects it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from ...servers import free_port

ROOT = Path(__file__).resolve().parents[3]
# CKAN takes a few seconds to load, on a busy machine many.
_PATIENCE = 600
HOST = "test.dongguan.example"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer that came over the network, read as the suite reads answers."""

    status_code: int
    headers: Mapping[str, str]
    body: bytes

    def get_data(self) -> bytes:
        """Return the bytes."""
        return self.body

    def close(self) -> None:
        """Do nothing: it is read to its end."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server at a port of this machine."""

    port: int

    @property
    def flask_app(self) -> Served:
        """Be the application."""
        return self

    def test_client(self, **_how: Any) -> Served:
        """Be the client."""
        return self

    def open(
        self, *, method: str, path: str, headers: Mapping[str, str],
        query_string: Any = None, json: Any = None, data: Any = None,
    ) -> Reply:  # fmt: skip
        """Send a request over the network."""
        plain = {"Host": HOST, "Accept-Encoding": "identity", **headers}
        answer = requests.request(
            method, f"http://127.0.0.1:{self.port}{path}", params=query_string, json=json,
            data=data, headers=plain, allow_redirects=False, timeout=300,
        )  # fmt: skip
        return Reply(
            status_code=answer.status_code, headers=answer.headers, body=answer.content
        )


@contextmanager
def started(folder: Path) -> Iterator[Served]:
    """Start gunicorn with the portal's own settings on the tests' services."""
    port, ready = free_port(), folder / "ready"
    environ = {
        **os.environ,
        "CKAN_INI": str(ROOT / "config" / "test.ini"),
        "DONGGUAN_BIND": f"127.0.0.1:{port}",
        "DONGGUAN_READY": str(ready),
        "DONGGUAN_WEB_WORKERS": "1",
    }
    settings = str(ROOT / "deploy" / "launcher" / "gunicorn_settings.py")
    command = [sys.executable, "-m", "gunicorn", "-c", settings, "deploy.launcher.wsgi"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
        try:
            _wait(server, ready, folder / "log")
            yield Served(port=port)
        finally:
            server.terminate()
            server.wait(timeout=60)


def _wait(server: subprocess.Popen[bytes], ready: Path, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not ready.exists():
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(log.read_text(errors="replace")[-3000:])
        time.sleep(0.2)
