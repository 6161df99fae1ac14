"""A sharing platform of the sandbox, as a real server on a free port."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from ckan.common import config
from ckan.tests import helpers

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve a small world; give the address and the folder with its credentials."""
    folder, port = tmp_path_factory.mktemp("sandbox"), free_port()
    command = [sys.executable, "-m", "deploy.sandbox"]
    scale = ["--scale", "items=60,firms=10"]
    subprocess.run([*command, "generate", "--folder", folder, *scale], cwd=ROOT, check=True)
    with subprocess.Popen(
        [*command, "serve", "sharing", "--folder", folder, "--port", str(port)],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        url = f"http://127.0.0.1:{port}"
        _await(url)
        yield url, folder
        server.terminate()


def _await(url: str) -> None:
    for _ in range(100):
        try:
            requests.get(f"{url}/_sandbox/state", timeout=2)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the sandbox does not answer")


@pytest.fixture
def upstream(
    portal: None, sandbox: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Point the portal at the sandbox, with the departments that it names."""
    url, folder = sandbox
    monkeypatch.setitem(config, "ckanext.dongguan.harvest.sharing.url", url)
    path = str(folder / "credentials.json")
    monkeypatch.setitem(config, "ckanext.dongguan.harvest.sharing.credentials", path)
    assert json.loads(Path(path).read_text())["sharing_app_id"]
    helpers.call_action("dongguan_directory_prepare")
    yield url
    requests.delete(f"{url}/_sandbox/misbehave", timeout=5)
