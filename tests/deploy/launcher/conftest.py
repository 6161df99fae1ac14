"""Places of their own for the launcher's tests; the machine's services stay alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.launcher.place import ROOT, Place, claim, lay_out
from deploy.launcher.portal import clear, supervision_of
from deploy.launcher.supervision import Supervision
from deploy.launcher.trial import without_portal

Launch = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(data=tmp_path / "data", jars=tmp_path / "jars")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Give a person's environment without the addresses of the test services."""
    return {**without_portal(os.environ), "HOME": str(tmp_path)}


@pytest.fixture
def not_root() -> None:
    if os.geteuid() == 0:
        pytest.skip("root becomes another user first; make test runs this as that user")


@pytest.fixture
def launch(place: Place, environ: dict[str, str], not_root: None) -> Launch:
    """Run `deploy.launcher <verb>` on a folder of this test, as `make <verb>` does."""

    def run(verb: str, **variables: str) -> subprocess.CompletedProcess[str]:
        own = {"DONGGUAN_DATA": str(place.data), "DONGGUAN_JARS": str(place.jars)}
        return subprocess.run(
            [sys.executable, "-m", "deploy.launcher", verb],
            check=False,
            cwd=ROOT,
            env={**environ, **own, "LANG": "zh_CN.UTF-8", "LC_ALL": "", **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


@pytest.fixture
def supervision(place: Place, environ: dict[str, str], not_root: None) -> Iterator[Supervision]:
    """Give a running supervisord with nothing to supervise yet."""
    claim(place)
    lay_out(place)
    found = supervision_of(place, environ)
    found.open()
    yield found
    clear(place, found)


@pytest.fixture
def given() -> dict[str, str]:
    """Give the URLs of the test services, as a site would give its own."""
    if "DONGGUAN_TEST_SERVICES" not in os.environ:
        pytest.skip("make test starts services with passwords")
    names = ("CKAN_SQLALCHEMY_URL", "CKAN_SOLR_URL", "CKAN_REDIS_URL")
    return {name: os.environ[name] for name in names}
