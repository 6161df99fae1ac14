"""The two simulated upstream systems of a demo site, as programs under supervision."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import requests

from . import postgres
from .address import without_login, without_password
from .port import HOST
from .problem import Problem
from .program import Program
from .site import EXCHANGE, Site
from .store import write_json
from .supervision import Supervision

SYSTEMS = ("sharing", "enterprise")
PYTHON = (sys.executable, "-m", "deploy.sandbox")


def addresses(site: Site) -> dict[str, str]:
    """Say where the sandbox is, for the commands that fill the site from it."""
    found = {f"{name}_url": f"http://{HOST}:{site.ports[name]}" for name in SYSTEMS}
    return {
        **found,
        "folder": str(site.place.data / "sandbox"),
        "exchange_address": without_login(exchange(site)),
    }


def exchange(site: Site) -> str:
    """Write the URL of the front-end exchange database; empty beside a given PostgreSQL."""
    return site.database_url(EXCHANGE, EXCHANGE) if "postgres" in site.own else ""


def _password(site: Site) -> str:
    return site.keys.get(f"postgres.{EXCHANGE}")


def start(site: Site, supervision: Supervision, environ: Mapping[str, str]) -> None:
    """Decide once which world it is, then start both systems."""
    folder = site.place.data / "sandbox"
    if not (folder / "sandbox.json").exists():
        scale = environ.get("DONGGUAN_DEMO_SCALE") or "demo"
        _command(supervision, ["generate", "--folder", str(folder), "--scale", scale], {})
    if exchange(site):
        # As with every source: the address stands in its record, the password in a file.
        login = {"username": EXCHANGE, "password": _password(site)}
        write_json(folder / "exchange.json", login)
        if not _is_exchange_loaded(site):
            _load_exchange(site, supervision, folder)
    supervision.start([_program(site, name) for name in SYSTEMS])
    for name in SYSTEMS:
        # A server makes its credentials before it answers; a harvest needs them.
        state = f"http://{HOST}:{site.ports[name]}/_sandbox/state"
        supervision.await_ready(name, partial(_answers, state))


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=30).ok
    except requests.RequestException:
        return False


def _is_exchange_loaded(site: Site) -> bool:
    """Tell whether the tables are there; a load is one transaction, so they are whole."""
    with postgres.session(exchange(site)) as cursor:
        cursor.execute("SELECT to_regnamespace('dongguan_exchange') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _load_exchange(site: Site, supervision: Supervision, folder: Path) -> None:
    # Command lines are for everyone on the machine to read: the password goes
    # the way libpq offers beside the URL.
    url = without_password(exchange(site))
    options = ["exchange", "load", "--folder", str(folder), "--database-url", url]
    _command(supervision, options, {"PGPASSWORD": _password(site)})


def _command(supervision: Supervision, words: list[str], more: Mapping[str, str]) -> None:
    done = subprocess.run(
        [*PYTHON, *words],
        check=False,
        cwd=supervision.environ["PYTHONPATH"],
        env={**supervision.environ, **more},
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
        priority=200,
    )
