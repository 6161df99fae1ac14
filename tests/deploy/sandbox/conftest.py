"""Both systems as real servers on free ports, started once, and a client that signs."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from deploy.sandbox import folder as folders
from deploy.sandbox import signing
from deploy.sandbox.scale import Scale, World

from ...servers import await_answer, free_port

ROOT = Path(__file__).resolve().parents[3]
SMALL = World(seed=7, scale=Scale(items=60, firms=150))


@dataclass(frozen=True, kw_only=True)
class Client:
    """Asks one server; `sign` puts the sharing platform's headers on."""

    base: str
    credentials: dict[str, str]

    def admin(self, method: str, path: str, /, **data: Any) -> Any:
        url = f"{self.base}/_sandbox/{path}"
        return requests.request(method, url, json=data or None, timeout=20).json()

    def ask(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> requests.Response:
        data = b"" if body is None else json.dumps(body).encode()
        signed = {
            **self.sign(method, path, data),
            "Content-Type": "application/json",
            **headers,
        }
        url = self.base + path
        return requests.request(method, url, data=data, headers=signed, timeout=20)

    def sign(
        self, method: str, path: str, data: bytes, stamp: int | None = None
    ) -> dict[str, str]:
        parts = urlsplit(path)
        signed = signing.Signed(
            method=method,
            path=parts.path,
            query=tuple(parse_qsl(parts.query)),
            body=data,
            stamp=str(int(time.time()) if stamp is None else stamp),
            nonce=secrets.token_hex(8),
        )
        return {
            "X-App-Id": self.credentials["sharing_app_id"],
            "X-Timestamp": signed.stamp,
            "X-Nonce": signed.nonce,
            "X-Signature": signing.signature(self.credentials["sharing_app_secret"], signed),
        }

    def page(self, number: int = 1, size: int = 20, **more: Any) -> dict[str, Any]:
        body = {"pageNo": number, "pageSize": size, **more}
        answer = self.ask("POST", "/share/catalog/page", body).json()
        return json.loads(answer["dataList"])  # type: ignore[no-any-return]

    def detail(self, res_id: str) -> dict[str, Any]:
        answer = self.ask("POST", "/share/catalog/detail", {"resId": res_id})
        return answer.json()["data"]  # type: ignore[no-any-return]

    def bearer(self) -> dict[str, str]:
        names = {
            "clientId": self.credentials["enterprise_client_id"],
            "clientSecret": self.credentials["enterprise_client_secret"],
        }
        answer = requests.post(f"{self.base}/ent/v2/token", json=names, timeout=20)
        return {"Authorization": f"Bearer {answer.json()['accessToken']}"}

    def enterprise(self, path: str, token: dict[str, str] | None = None) -> requests.Response:
        headers = self.bearer() if token is None else token
        return requests.get(f"{self.base}/ent/v2{path}", headers=headers, timeout=20)


def serve(system: str, folder: Path) -> Iterator[Client]:
    base = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "deploy.sandbox", "serve", system]
    command += ["--folder", str(folder), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        await_answer(f"{base}/_sandbox/state", server)
        yield Client(base=base, credentials=folders.credentials(folder))
    finally:
        server.terminate()
        server.wait(timeout=60)


def made(folder: Path) -> Path:
    folders.write_world(folder, SMALL)
    return folder


@pytest.fixture(scope="session")
def _sharing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    yield from serve("sharing", made(tmp_path_factory.mktemp("sharing")))


@pytest.fixture(scope="session")
def _enterprise(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    yield from serve("enterprise", made(tmp_path_factory.mktemp("enterprise")))


@pytest.fixture
def sharing(_sharing: Client) -> Iterator[Client]:
    """Give the sharing platform, without faults and with an empty journal."""
    _sharing.admin("DELETE", "requests")
    yield _sharing
    _sharing.admin("DELETE", "misbehave")


@pytest.fixture
def enterprise(_enterprise: Client) -> Iterator[Client]:
    """Give the enterprise platform, without faults."""
    yield _enterprise
    _enterprise.admin("DELETE", "misbehave")
