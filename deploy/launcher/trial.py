"""Services for the tests: their own PostgreSQL, Redis and Solr, beside a running portal."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from . import browser, portal
from .place import ROOT, Place, claim, lay_out, trial_place
from .port import site_ports
from .privilege import step_down
from .problem import Problem
from .progress import Progress
from .services import Wanted, start_services
from .site import Site, without_given
from .space import refuse_full_disk
from .surroundings import MARK, surroundings
from .world import WORLDS

# How pytest-xdist runs the tests beside each other, a world for each of its workers. The
# order is that of tests/conftest.py: what takes longest comes first.
BESIDE = (f"--numprocesses={len(WORLDS)}", "--no-loadscope-reorder")


def without_portal(environ: Mapping[str, str]) -> dict[str, str]:
    """Drop what would lead tests to a portal's services or mark them as a portal's."""
    drop = {MARK, "DONGGUAN_DATA", "DONGGUAN_SITE_URL", "DONGGUAN_DEMO"}
    return {
        name: value
        for name, value in environ.items()
        if not name.startswith("CKAN_") and name not in drop
    }


def run_with_services(
    command: Sequence[str], environ: Mapping[str, str], progress: Progress
) -> int:
    """Run a command with the addresses of the test services; return its exit code."""
    place = trial_place(environ)
    step_down(place, takes_over=True)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    with services(place, environ, progress) as given:
        return _wait_for(subprocess.Popen(command, cwd=ROOT, env=given))


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _wait_for(process: subprocess.Popen[bytes]) -> int:
    """Wait for the command; on Ctrl-C it received the signal too and may tidy up."""
    try:
        return process.wait()
    except KeyboardInterrupt:
        return process.wait(timeout=60)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def services(
    place: Place, environ: Mapping[str, str], progress: Progress
) -> Iterator[dict[str, str]]:
    """Start the services, yield the environment that names them, stop them."""
    claim(place)
    with portal.alone(place):
        supervision = portal.supervision_of(place, without_portal(environ))
        portal.clear(place, supervision)
        lay_out(place)
        refuse_full_disk(place)
        site = without_given(place, site_ports(place.data / "ports.json", {}))
        try:
            supervision.open()
            start_services(site, supervision, wanted(), progress)
            yield addresses(site, environ)
        finally:
            stop_portal(place, environ)
            portal.clear(place, supervision)


def wanted() -> Wanted:
    """Name what the worlds of the tests want to find in the services."""
    owned = [name for world in WORLDS for name in (world.database, world.exchange)]
    return Wanted(
        databases={name: name for name in owned},
        datastores=tuple(world.tables for world in WORLDS),
        audited=tuple(world.database for world in WORLDS),
        cores=tuple(world.database for world in WORLDS),
        careless=True,
    )


def addresses(site: Site, environ: Mapping[str, str]) -> dict[str, str]:
    """Write the environment of the tests; without workers they stand in the first world."""
    place = site.place
    kept = surroundings(place, without_portal(environ))
    for name in (MARK, "CKAN_INI", "PYTHONPATH"):
        del kept[name]
    worlds = [world.addresses(site) for world in WORLDS]
    named = {
        **worlds[0],
        "DONGGUAN_TEST_WORLDS": json.dumps(worlds),
        "DONGGUAN_TEST_SERVICES": "1",
        "DONGGUAN_TEST_DATA": str(place.data),
        "DONGGUAN_JARS": str(place.jars),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(place.data / "hypothesis"),
    }
    if chromium := browser.find(environ):
        named["DONGGUAN_CHROMIUM"] = chromium
    if ROOT.stat().st_uid != os.getuid():
        # Root's checkout, tested by the system user: git would refuse to list it.
        named |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory"}
        named["GIT_CONFIG_VALUE_0"] = str(ROOT)
    # A CI without a browser or MariaDB must not pass for one whose tests of them went well.
    if environ.get("CI"):
        named |= {"DONGGUAN_REQUIRE_BROWSER": "1", "DONGGUAN_REQUIRE_MARIADB": "1"}
    return {**kept, **named}


def portal_place(place: Place) -> Place:
    """Place of the portal that the browser tests look at."""
    return Place(data=place.data / "portal", jars=place.jars)


def portal_environ(place: Place, environ: Mapping[str, str]) -> dict[str, str]:
    """Environment in which `make run` and its kin work on the tests' portal."""
    small = {"DONGGUAN_DEMO_SCALE": environ.get("DONGGUAN_DEMO_SCALE") or "items=60,firms=100"}
    own = {"DONGGUAN_DATA": str(portal_place(place).data), "DONGGUAN_JARS": str(place.jars)}
    return {**without_portal(environ), **small, **own}


@contextmanager
def served_portal(environ: Mapping[str, str]) -> Iterator[Place]:
    """Start a new, small demo portal for the browser tests; stop it at the end.

    It is what `make run` makes, in a folder of the tests. The yielded place holds
    ports.json and secrets.json; `upkeep.url(place)` is the address.
    """
    place = trial_place(environ)
    target = portal_place(place)
    stop_portal(place, environ)
    shutil.rmtree(target.data, ignore_errors=True)
    claim(target)
    # Another port than the one people like, which the real portal may want now.
    site_ports(target.data / "ports.json", {})
    try:
        _launch(place, environ, "run")
        yield target
    finally:
        stop_portal(place, environ)


def stop_portal(place: Place, environ: Mapping[str, str]) -> None:
    """Stop the tests' portal, if it was started."""
    if portal_place(place).is_ours():
        _launch(place, environ, "stop")


def _launch(place: Place, environ: Mapping[str, str], verb: str) -> None:
    command = [sys.executable, "-m", "deploy.launcher", verb]
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=portal_environ(place, environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Problem("command_failed", name=f"deploy.launcher {verb}", reason=done.stderr)


def benchmark(name: str | None) -> Path:
    """Find a benchmark by its name."""
    folder = ROOT / "tests" / "benchmarks"
    known = {file.stem: file for file in folder.glob("*.py") if not file.stem.startswith("_")}
    if not name or name not in known:
        listed = " ".join(sorted(known)) or "-"
        raise Problem("no_such_benchmark", name=name or "", known=listed)
    return known[name]
