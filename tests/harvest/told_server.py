"""A server that answers each path as a test tells it to, over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Answer = tuple[str, bytes]


@dataclass(kw_only=True)
class Told:
    """Answers by path: each is given body and query, and gives a type and bytes."""

    answers: dict[str, Callable[[bytes, dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    """Looks the path up; knows whether the answer is as it was."""

    protocol_version = "HTTP/1.1"
    told: Told

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _answer(self, given: bytes) -> None:
        parts = urlsplit(self.path)
        self.told.asked.append(parts.path)
        found = self.told.answers.get(parts.path)
        if found is None:
            self._send(404, "text/plain", b"not here")
            return
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        kind, body = found(given, query)
        tag = f'"{sha256(body).hexdigest()[:12]}"'
        if self.headers.get("If-None-Match") == tag:
            self._send(304, kind, b"", tag)
        else:
            self._send(200, kind, body, tag)

    def _send(self, status: int, kind: str, body: bytes, tag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if tag:
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def served() -> Iterator[Told]:
    """Serve on a free port."""
    told = Told()
    handler = type("Own", (Handler,), {"told": told})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()
