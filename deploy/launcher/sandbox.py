"""The two simulated upstream systems of a demo site, as programs under supervision."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

from .port import HOST
from .problem import Problem
from .program import Program
from .site import EXCHANGE, Site
from .supervision import Supervision

SYSTEMS = ("sharing", "enterprise")
PYTHON = (sys.executable, "-m", "deploy.sandbox")


def addresses(site: Site) -> dict[str, str]:
    """Say where the sandbox is, for the commands that fill the site from it."""
    found = {f"{name}_url": f"http://{HOST}:{site.ports[name]}" for name in SYSTEMS}
    return {**found, "folder": str(site.place.data / "sandbox"), "exchange_url": exchange(site)}


def exchange(site: Site) -> str:
    """Write the URL of the front-end exchange database; empty beside a given PostgreSQL."""
    return site.database_url(EXCHANGE, EXCHANGE) if "postgres" in site.own else ""


def start(site: Site, supervision: Supervision, environ: Mapping[str, str]) -> None:
    """Decide once which world it is, then start both systems."""
    folder = site.place.data / "sandbox"
    if not (folder / "sandbox.json").exists():
        scale = environ.get("DONGGUAN_DEMO_SCALE") or "demo"
        _generate(supervision, ["--folder", str(folder), "--scale", scale])
    supervision.start([_program(site, name) for name in SYSTEMS])


def _generate(supervision: Supervision, options: list[str]) -> None:
    done = subprocess.run(
        [*PYTHON, "generate", *options],
        check=False,
        cwd=supervision.environ["PYTHONPATH"],
        env=dict(supervision.environ),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Problem("command_failed", name="deploy.sandbox", reason=done.stderr.strip())


def _program(site: Site, name: str) -> Program:
    options = ("--folder", str(site.place.data / "sandbox"), "--port", str(site.ports[name]))
    return Program(
        name=name,
        command=(*PYTHON, "serve", name, *options),
        environment={"DONGGUAN_EXCHANGE_URL": exchange(site)},
        priority=200,
    )
