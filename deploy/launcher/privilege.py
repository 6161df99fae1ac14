"""Root starts nothing as root: the launcher becomes a system user of its own first.

PostgreSQL refuses root, and no other part needs it. An ordinary user stays who he is.
"""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

from .place import ROOT, Place, claim
from .problem import Problem

USER = "dongguan"


def step_down(place: Place, *, takes_over: bool) -> None:
    """Become the system user when root runs us; `takes_over` gives it the data folder."""
    if os.geteuid() != 0:
        return
    user = _user()
    if takes_over:
        claim(place)
        _hand_over(place, user)
    os.initgroups(user.pw_name, user.pw_gid)
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
    for path, mode in _needed(place, takes_over=takes_over):
        if not os.access(path, mode):
            raise Problem("root_unreachable", user=USER, path=path)


def _user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        options = [
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
        ]
        done = subprocess.run(["useradd", *options, USER], check=False, capture_output=True)
        if done.returncode:
            raise Problem("no_user", user=USER) from None
        return pwd.getpwnam(USER)


def _hand_over(place: Place, user: pwd.struct_passwd) -> None:
    place.jars.mkdir(parents=True, exist_ok=True)
    for folder in (place.data, place.jars):
        _give(folder, user)
    # After a reset the folder is the user's already, its new marker is root's.
    os.lchown(place.marker, user.pw_uid, user.pw_gid)


def _give(folder: Path, user: pwd.struct_passwd) -> None:
    """Hand the folder over with everything in it, without following links out of it."""
    if folder.stat().st_uid == user.pw_uid:
        return
    for inner, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            os.lchown(Path(inner) / name, user.pw_uid, user.pw_gid)
    # The folder itself comes last, so that a cut-off hand-over is done again.
    os.lchown(folder, user.pw_uid, user.pw_gid)


def _needed(place: Place, *, takes_over: bool) -> list[tuple[Path, int]]:
    """List what the system user must reach, each with the way it must."""
    needed = [
        (Path(sys.executable).resolve(), os.X_OK),
        (ROOT / "deploy", os.R_OK | os.X_OK),
        (Path(sys.prefix) / "pyvenv.cfg", os.R_OK),
    ]
    if takes_over:
        needed.append((place.data, os.W_OK | os.X_OK))
    return needed
