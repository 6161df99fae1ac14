"""Upstream systems of the sandbox as real servers on free ports, and sources on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from ckan import model
from ckan.common import config
from ckan.tests import helpers

from ckanext.dongguan.harvest.following import Wish, follow
from ckanext.dongguan.harvesters.difference import Mode
from ckanext.dongguan.harvesters.problem import SourceError
from ckanext.dongguan.harvesters.run import Result

from ..servers import await_answer, free_port
from . import exchange_servers
from .delivered import write
from .portal_server import Portal, served

ROOT = Path(__file__).resolve().parents[2]


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
        try:
            await_answer(f"{url}/_sandbox/state", server)
            yield url, folder
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def delivered(sandbox: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a delivery once, as the sandbox's department does."""
    return write(sandbox[1], tmp_path_factory.mktemp("delivered") / "2026年第1批")


class Silent:
    """Holds a run and says nothing."""

    def progress(self, done: int, total: int, message: str = "") -> None:
        pass


def run_once(source: str, **wish: Any) -> Result:
    """Follow a source once and give what came of it."""
    result = follow(Wish(source=source, **wish), Silent())[1]
    model.Session.remove()
    return result


def register(name: str, **given: Any) -> str:
    """Register a source and let it go live."""
    given = {"title": name, "rules": {"grace_days": 0}, **given}
    helpers.call_action("dongguan_harvest_source_save", name=name, **given)
    helpers.call_action("dongguan_harvest_source_approve", name=name)
    return name


@pytest.fixture
def upstream(
    portal: None, sandbox: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Register the sandbox's platform as the source `platform`; give its address."""
    url, folder = sandbox
    monkeypatch.setitem(config, "ckanext.dongguan.harvest.credentials_folder", str(folder))
    helpers.call_action("dongguan_directory_prepare")
    register(
        "platform",
        adapter="sharing-platform",
        address=url,
        credentials="credentials.json",
        limits={"private": True, "calls_per_second": 0, "tries": 3},
    )
    # Nobody waits for a back-off in a test.
    monkeypatch.setattr("ckanext.dongguan.harvesters.guard.LONGEST_WAIT", 0)
    monkeypatch.setattr("ckanext.dongguan.harvesters.guard.FIRST_WAIT", 0.01)
    yield url
    requests.delete(f"{url}/_sandbox/misbehave", timeout=60)


@pytest.fixture
def remote(
    portal: None,
    department: dict[str, Any],
    new_name: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Remote]:
    """Serve a portal of records and register it as a source of its own."""
    monkeypatch.setattr("ckanext.dongguan.harvesters.guard.FIRST_WAIT", 0.01)
    with served() as upstream:
        found = Remote(portal=upstream, source=new_name("laiyuan"), owner=department["name"])
        found.register()
        yield found


@dataclass(kw_only=True)
class Remote:
    """A portal that is harvested as `source`."""

    portal: Portal
    source: str
    owner: str

    def register(self, **given: Any) -> None:
        limits = {"private": True, "calls_per_second": 0, "tries": 2, **given.pop("limits", {})}
        given = {
            "adapter": "ckan",
            "address": self.portal.url,
            "owner_org": self.owner,
            **given,
        }
        register(self.source, limits=limits, **given)

    def follow(self, **wish: Any) -> Result:
        return run_once(self.source, **{"mode": Mode.FULL, **wish})

    def stored(self) -> dict[str, Any]:
        """Give the datasets of the source by their id there."""
        model.Session.remove()
        mine = model.Package.extras["source_system"].astext == self.source
        found = model.Session.query(model.Package).filter(mine)
        return {package.extras["source_id"]: package for package in found}

    def audience(self, remote_id: str) -> str:
        found = helpers.call_action(
            "dongguan_openness_show", id=self.stored()[f"yuanjilu-{remote_id}"].id
        )
        return str(found["audience"])


@pytest.fixture
def untold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no run note how far it is: the slower the machine, the more statements that were."""
    monkeypatch.setattr("ckanext.dongguan.harvest.watch.NOTED_EVERY", timedelta(days=1))


def full(source: str = "platform") -> Result:
    """Read all of a source, whatever it says of itself."""
    return run_once(source, mode=Mode.FULL)


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    """Run a MariaDB for the tests."""
    with exchange_servers.mariadb(tmp_path_factory.mktemp("mariadb")) as root:
        yield root


@pytest.fixture(params=["postgresql", "mariadb"])
def place(
    request: pytest.FixtureRequest, new_name: Callable[[str], str]
) -> Iterator[exchange_servers.Place]:
    """Make an exchange of a department, on each kind of server."""
    name = new_name("qzj").replace("-", "_")
    if request.param == "postgresql":
        with exchange_servers.in_postgresql(name) as made:
            yield made
    else:
        with exchange_servers.in_mariadb(request.getfixturevalue("mariadb"), name) as made:
            yield made


@dataclass(kw_only=True)
class Front:
    """An exchange database that is followed as `source`."""

    place: exchange_servers.Place
    source: str

    def register(self, **given: Any) -> None:
        limits = {"private": True, "calls_per_second": 0, **given.pop("limits", {})}
        options = {**self.place.options, **given.pop("options", {})}
        given = {"address": self.place.address, "credentials": "front.json", **given}
        register(
            self.source, adapter="exchange-database", limits=limits, options=options, **given
        )

    def follow(self, **wish: Any) -> Result:
        return run_once(self.source, **{"mode": Mode.FULL, **wish})


def follow_front(front: Front) -> str:
    """Say why a run could not even begin."""
    with pytest.raises(SourceError) as refused:
        front.follow()
    return str(refused.value)


@pytest.fixture
def credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Write a file of credentials; give its name."""
    monkeypatch.setitem(config, "ckanext.dongguan.harvest.credentials_folder", str(tmp_path))

    def write(**told: str) -> str:
        (tmp_path / "front.json").write_text(json.dumps(told), encoding="utf-8")
        return "front.json"

    return write


@pytest.fixture
def front(
    portal: None,
    place: exchange_servers.Place,
    new_name: Callable[[str], str],
    credentials: Callable[..., str],
) -> Front:
    """Register an exchange database as a source of its own."""
    helpers.call_action("dongguan_directory_prepare")
    credentials(**place.login)
    found = Front(place=place, source=new_name("qianzhiji"))
    found.register()
    return found
