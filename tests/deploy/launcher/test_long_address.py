"""An address that the web server does not take is answered in Chinese."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[3]
_PATIENCE = 60


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start the web server with the portal's settings and an application of Python's own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ready = tmp_path / "ready"
    environ = {
        **os.environ, "DONGGUAN_BIND": f"127.0.0.1:{port}", "DONGGUAN_READY": str(ready),
        "DONGGUAN_WEB_WORKERS": "1",
    }  # fmt: skip
    settings = str(ROOT / "deploy/launcher/gunicorn_settings.py")
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        settings,
        "wsgiref.simple_server:demo_app",
    ]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
        try:
            end = time.monotonic() + _PATIENCE
            while not ready.exists() and server.poll() is None and time.monotonic() < end:
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=60)


def test_ten_thousand_characters_are_told_to_be_fewer(address: str) -> None:
    answer = requests.get(address, params={"q": "公" * 10_000}, timeout=60)

    assert answer.status_code == 414
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "请减少检索词" in answer.content.decode()


def test_eight_hundred_characters_reach_the_portal(address: str) -> None:
    answer = requests.get(address, params={"q": "公" * 800}, timeout=60)

    assert answer.status_code == 200
