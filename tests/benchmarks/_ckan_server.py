"""A CKAN portal's `package_search` over made-up records, for both harvesters alike.

    python _ckan_server.py PORT RECORDS

`/dated` serves records with `metadata_modified`, `/plain` without. `POST /change` moves
every portal on: one record in fifty changes, one in a hundred is gone.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

FIRST = datetime(2026, 1, 1)
CHANGED_AT = datetime(2026, 11, 20)
EXTRAS = {
    "open_class": "unconditional", "share_class": "unconditional", "share_method": "file",
    "opening_decided_by": "交通运输局", "opening_decided_on": "2026-01-05",
    "opening_basis": "局长办公会议纪要〔2026〕1号", "secrecy_reviewed_by": "局保密办",
    "secrecy_reviewed_on": "2026-01-04", "secrecy_basis": "保密审查意见",
    "update_frequency": "monthly", "theme": "04", "level": "1",
}  # fmt: skip


class World:
    """How many records there are, and whether the day of changes has come."""

    size = 0
    is_changed = False
    requests = 0


def is_gone(number: int) -> bool:
    return World.is_changed and number % 100 == 7


def is_other(number: int) -> bool:
    return World.is_changed and number % 50 == 3


@cache
def record(number: int, *, other: bool, dated: bool) -> bytes:
    """Write a record of the portal."""
    own = str(uuid.UUID(int=number + (1 << 64)))
    title = f"东莞市第{number}号公交站点信息" + ("（修订）" if other else "")
    found: dict[str, Any] = {
        "id": own, "name": f"gongjiao-zhandian-{number}", "title": title, "state": "active",
        "notes": f"第{number}号线路公交站点的名称、位置和线路，由运营单位按月汇总后提供。" * 3,
        "license_id": "dg-open", "type": "dataset", "num_tags": 3, "num_resources": 2,
        "owner_org": "remote", "private": False,
        "tags": [
            {"name": name, "display_name": name, "state": "active", "vocabulary_id": None}
            for name in ("公交", "站点", f"线路{number % 40}")
        ],
        "extras": [{"key": key, "value": value} for key, value in EXTRAS.items()],
        "resources": [
            {
                "id": str(uuid.UUID(int=number * 4 + place + (1 << 80))), "package_id": own,
                "name": f"站点{place}", "format": "CSV", "state": "active", "position": place,
                "description": "逐站列出",
                "url": f"http://files.example/{number}/{place}.csv",
            }
            for place in range(2)
        ],
    }  # fmt: skip
    if dated:
        moment = CHANGED_AT if other else FIRST + timedelta(minutes=number)
        found["metadata_modified"] = moment.isoformat()
    return json.dumps(found, ensure_ascii=False).encode()


def page(query: dict[str, str], *, dated: bool) -> bytes:
    """Answer a search: a range of records by id, or from the newest backwards."""
    numbers = [n for n in range(World.size) if not is_gone(n)]
    since = query.get("fq", "")
    if "metadata_modified:[" in since:
        edge = since.split("[")[1].split("Z")[0]
        numbers = [n for n in numbers if moment_of(n) >= edge]
    if query.get("sort", "").startswith("metadata_modified"):
        numbers.sort(key=lambda n: (moment_of(n), n), reverse=True)
    start, rows = int(query.get("start", 0)), int(query.get("rows", 10))
    parts = [record(n, other=is_other(n), dated=dated) for n in numbers[start : start + rows]]
    head = f'{{"success": true, "result": {{"count": {len(numbers)}, "results": ['.encode()
    return head + b",".join(parts) + b"]}}"


def moment_of(number: int) -> str:
    moment = CHANGED_AT if is_other(number) else FIRST + timedelta(minutes=number)
    return moment.isoformat()


class Handler(BaseHTTPRequestHandler):
    """Answers `package_search`, and the words of the benchmark."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a search, or how many were asked."""
        parts = urlsplit(self.path)
        if parts.path == "/requests":
            self._send(str(World.requests).encode())
            return
        World.requests += 1
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self._send(page(query, dated=parts.path.startswith("/dated")))

    def do_POST(self) -> None:
        """Change the world, or make it as it was; another size where one is given."""
        parts = urlsplit(self.path)
        World.is_changed = parts.path == "/change"
        if parts.query:
            World.size = int(parts.query)
        self._send(b"ok")

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Stay silent."""


if __name__ == "__main__":
    World.size = int(sys.argv[2])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
