"""Looks after a site that is there: stop, reset, status, logs, its address and accounts."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from . import leftover, portal
from .account import accounts
from .key import KeyRing
from .message import language, say
from .place import Place
from .port import HOST
from .problem import Problem
from .progress import Progress
from .store import read_json

# Kept by a reset: jars are checked by their sums and long to fetch, and the tests
# have a folder of their own.
KEPT = {"jars", "test"}


def url(place: Place) -> str:
    """Tell the portal's address, which its first start decided."""
    ports = read_json(place.data / "ports.json")
    if "web" not in ports:
        raise Problem("not_yet", folder=place.data)
    return f"http://{HOST}:{ports['web']}"


def farewell(place: Place, environ: Mapping[str, str]) -> list[str]:
    """Say where the portal is, who may sign in and where the logs are."""
    keys = KeyRing(file=place.data / "secrets.json")
    lines = [say("up", environ, url=url(place))]
    for account in accounts(demo=True):
        password = keys.peek(f"account.{account.name}")
        if password:
            role = account.role[language(environ)]
            lines.append(
                say("account", environ, role=role, name=account.name, password=password)
            )
    return [*lines, say("where", environ, secrets=keys.file, logs=place.logs)]


def stop(place: Place, environ: Mapping[str, str], progress: Progress) -> None:
    """Stop everything of this site."""
    if not place.is_ours():
        progress.note("not_running")
        return
    with portal.alone(place):
        supervision = portal.supervision_of(place, environ)
        if supervision.pid() is None and not leftover.leftovers(place):
            progress.note("not_running")
            return
        with progress.step("step_stop"):
            portal.clear(place, supervision)


def reset(
    place: Place,
    environ: Mapping[str, str],
    progress: Progress,
    *,
    ask: Callable[[str], bool],
) -> None:
    """Delete what the launcher made in the data folder, and nothing else."""
    if not place.is_ours():
        raise Problem("nothing_to_reset", folder=place.data)
    if environ.get("YES") != "1":
        if not sys.stdin.isatty():
            raise Problem("reset_needs_yes", folder=place.data)
        if not ask(say("reset_question", environ, folder=place.data)):
            return
    stop(place, environ, progress)
    with portal.alone(place), progress.step("step_reset"):
        _delete(place)


def _delete(place: Place) -> None:
    """Delete the site; the marker goes last, so that a cut-off reset can be repeated."""
    last = {place.marker.name, ".lock"}
    for entry in place.data.iterdir():
        if entry.name in KEPT | last:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    for name in last:
        (place.data / name).unlink(missing_ok=True)


def status(place: Place, environ: Mapping[str, str]) -> list[str]:
    """Draw one line for each program, and the address when the site is up."""
    supervision = portal.supervision_of(place, environ)
    if supervision.pid() is None:
        raise Problem("status_down", folder=place.data)
    rows = [
        f"{one['name']:<14}{one['statename']:<10}{one['description']:<36}"
        f"{one['stderr_logfile'] or one['stdout_logfile']}"
        for one in supervision.states()
    ]
    return [*rows, url(place)] if portal.is_up(place, supervision) else rows


def ckan(place: Place, environ: Mapping[str, str], words: list[str]) -> None:
    """Hand over to CKAN's own command, with the settings and libraries of the site."""
    supervision = portal.supervision_of(place, environ)
    if supervision.pid() is None:
        raise Problem("status_down", folder=place.data)
    # A site that an older release started has no quiet settings yet.
    ini = place.quiet_ini if place.quiet_ini.exists() else place.ini
    command = [str(Path(sys.executable).with_name("ckan")), "-c", str(ini), *words]
    os.execvpe(command[0], command, dict(supervision.environ))  # noqa: S606 - no shell wanted


def follow(place: Place, name: str | None) -> None:
    """Hand over to `tail`, which follows the logs until Ctrl-C."""
    files = sorted(place.logs.glob("*.log")) if place.logs.exists() else []
    known = {file.stem: file for file in files}
    if name and name not in known:
        raise Problem("no_such_log", name=name, known=" ".join(known) or "-")
    wanted: list[Path] = [known[name]] if name else files
    if not wanted:
        raise Problem("not_yet", folder=place.data)
    sys.stdout.flush()
    os.execvp("tail", ["tail", "-n", "40", "-F", *map(str, wanted)])  # noqa: S606 - no shell wanted
