"""A CKAN portal that answers what a test tells it to, over real HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

OPENED = {
    "open_class": "unconditional", "share_class": "unconditional", "share_method": "file",
    "opening_decided_by": "局办公室", "opening_decided_on": "2026-01-05",
    "opening_basis": "会议纪要", "secrecy_reviewed_by": "保密办",
    "secrecy_reviewed_on": "2026-01-04", "secrecy_basis": "审查意见",
    "update_frequency": "monthly",
}  # fmt: skip


def package(number: int | str, **fields: Any) -> dict[str, Any]:
    """Make a record of the portal; `extras` are merged into those that open it."""
    extras = {**OPENED, **fields.pop("extras", {})}
    return {
        "id": f"yuanjilu-{number}",
        "title": f"公交站点第{number}号",
        "notes": "逐站列出名称和位置。",
        "tags": [{"name": "公交"}],
        "resources": [{"name": "站点", "format": "CSV", "url": "http://x.invalid/a.csv"}],
        "extras": [{"key": k, "value": v} for k, v in extras.items() if v is not None],
        **fields,
    }


class Portal:
    """The records, what was asked, and an answer in the place of the usual one."""

    def __init__(self) -> None:
        self.records: list[Any] = []
        self.asked: list[dict[str, str]] = []
        self.answer: Callable[[Handler], None] | None = None
        self.etag = ""
        self.total: int | None = None
        self.url = ""

    def search(self, query: dict[str, str]) -> dict[str, Any]:
        start, rows = int(query.get("start", 0)), int(query.get("rows", 10))
        records = self.records
        if query.get("sort", "").startswith("metadata_modified"):
            records = sorted(
                records, key=lambda r: r.get("metadata_modified", ""), reverse=True
            )
        total = len(records) if self.total is None else self.total
        return {"result": {"count": total, "results": records[start : start + rows]}}


class Handler(BaseHTTPRequestHandler):
    """Answers `package_search`."""

    protocol_version = "HTTP/1.1"
    portal: Portal

    def do_GET(self) -> None:
        query = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        self.portal.asked.append({**query, "etag": self.headers.get("If-None-Match", "")})
        if self.portal.answer:
            self.portal.answer(self)
            return
        if self.portal.etag and self.headers.get("If-None-Match") == self.portal.etag:
            self.send(304, b"")
            return
        headers = {"ETag": self.portal.etag} if self.portal.etag else {}
        self.send(200, json.dumps(self.portal.search(query)).encode(), **headers)

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[Portal]:
    """Serve a portal on a free port."""
    portal = Portal()
    handler = type("Own", (Handler,), {"portal": portal})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    portal.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield portal
    server.shutdown()
    server.server_close()
