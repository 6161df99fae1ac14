"""An address that the web server does not take is answered in Chinese."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import requests

from ...servers import free_port
from ...waiting import PATIENCE_SECONDS, until

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start the web server with the portal's settings and an application of Python's own."""
    port = free_port()
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
            until(lambda: ready.exists() or server.poll() is not None)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=60)


def test_ten_thousand_characters_are_told_to_be_fewer(address: str) -> None:
    answer = requests.get(address, params={"q": "公" * 10_000}, timeout=60)

    assert answer.status_code == 414
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "请减少检索词" in answer.content.decode()


@pytest.mark.parametrize("path", ["api/3/action/package_search", "en/api/3/action/tag_list"])
def test_a_program_is_told_in_the_form_of_the_api(address: str, path: str) -> None:
    answer = requests.get(address + path, params={"q": "公" * 10_000}, timeout=60)

    told = json.loads(answer.content)
    assert answer.status_code == 414
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert (told["success"], told["error"]["__type"]) == (False, "URI Too Long")
    assert "请减少参数" in told["error"]["message"]
    assert "fewer parameters" in told["error"]["message"]


def test_a_page_about_the_api_is_no_call_of_it(address: str) -> None:
    answer = requests.get(f"{address}dataset/api/", params={"q": "公" * 10_000}, timeout=60)

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_who_goes_on_sending_is_heard_out(address: str) -> None:
    """Cut off, they might never read the answer; gunicorn itself hears out 64 KiB."""
    there = urlsplit(address)
    with socket.socket() as client:
        # Too little to hold what the server does not take.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 14)
        client.settimeout(PATIENCE_SECONDS)
        client.connect((there.hostname, there.port))
        client.sendall(b"GET /?q=" + b"a" * 10_000)
        began = client.recv(1)
        client.sendall(b"a" * 900_000)
        told = began + client.recv(1 << 16)

    assert told.startswith(b"HTTP/1.1 414 URI Too Long")


def test_eight_hundred_characters_reach_the_portal(address: str) -> None:
    answer = requests.get(address, params={"q": "公" * 800}, timeout=60)

    assert answer.status_code == 200


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_chinese_that_is_not_escaped_reaches_the_portal(address: str, encoding: str) -> None:
    """So does `curl`; the demo application shows what it was asked."""
    there = urlsplit(address)
    line = "GET /数据?q=公交 HTTP/1.1".encode(encoding)
    with socket.create_connection(
        (there.hostname, there.port), timeout=PATIENCE_SECONDS
    ) as client:
        client.sendall(line + b"\r\nHost: a\r\nConnection: close\r\n\r\n")
        told = b"".join(iter(lambda: client.recv(1 << 16), b""))

    assert told.startswith(b"HTTP/1.1 200")
    assert f"QUERY_STRING = 'q={quote('公交', encoding=encoding)}'".encode() in told
