"""Where everything of a site lies: one data folder, and the jars that sites share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .problem import Problem
from .store import write_whole

ROOT = Path(__file__).resolve().parents[2]
MARKER = ".dongguan"

# A unix socket's path has about 108 bytes, and supervisor appends its pid to it
# while it makes the socket.
LONGEST_SOCKET = 90


@dataclass(frozen=True, kw_only=True)
class Place:
    """The folders of one site; `jars` may lie in another site's data folder."""

    data: Path
    jars: Path

    @property
    def logs(self) -> Path:
        """Every log of the site, one file for each program."""
        return self.data / "logs"

    @property
    def ini(self) -> Path:
        """CKAN's settings of this site: addresses and secrets over config/site.ini."""
        return self.data / "site" / "ckan.ini"

    @property
    def quiet_ini(self) -> Path:
        """The same settings for a person's commands, whose answer no notes drown."""
        return self.data / "site" / "command.ini"

    @property
    def marker(self) -> Path:
        """Says that the launcher made this folder and with which release."""
        return self.data / MARKER

    def is_ours(self) -> bool:
        """Tell whether the launcher made this folder."""
        return self.marker.is_file()


def site_place(environ: Mapping[str, str]) -> Place:
    """Place of the portal: `var/` in the checkout unless DONGGUAN_DATA says otherwise."""
    data = Path(environ.get("DONGGUAN_DATA") or ROOT / "var").absolute()
    return Place(data=data, jars=_jars(environ, data))


def trial_place(environ: Mapping[str, str]) -> Place:
    """Place of the test services: `var/test/` unless DONGGUAN_TEST_DATA says otherwise."""
    data = Path(environ.get("DONGGUAN_TEST_DATA") or ROOT / "var" / "test").absolute()
    return Place(data=data, jars=_jars(environ, site_place(environ).data))


def _jars(environ: Mapping[str, str], data: Path) -> Path:
    return Path(environ.get("DONGGUAN_JARS") or data / "jars").absolute()


def claim(place: Place) -> None:
    """Make the data folder ours; a folder that holds foreign files stays untouched."""
    if place.is_ours():
        return
    if place.data.exists() and any(_foreign(place)):
        raise Problem("folder_foreign", folder=place.data)
    place.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(place.marker, "", mode=0o600)


def _foreign(place: Place) -> list[Path]:
    """List what others put there; tests may have come first and left their own folders."""
    ours = {"test", "jars", ".lock"}
    return [
        entry
        for entry in place.data.iterdir()
        # A claim that was cut off leaves a draft of its marker.
        if entry.name not in ours and not entry.name.startswith(f"{MARKER}.")
    ]


def lay_out(place: Place) -> None:
    """Make the folders every start needs, private to the owner."""
    for name in ("logs", "site", "storage", "vault", "redis", "solr", "tmp", "home"):
        folder = place.data / name
        folder.mkdir(mode=0o700, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise Problem("no_permission", where=folder)
    place.jars.mkdir(mode=0o700, parents=True, exist_ok=True)


def socket_path(place: Place, environ: Mapping[str, str]) -> Path:
    """Choose the supervisor's socket: in the data folder, or a short private one beside it."""
    near = place.data / "supervisor.sock"
    if len(os.fsencode(near)) <= LONGEST_SOCKET:
        return near
    digest = hashlib.sha256(os.fsencode(place.data)).hexdigest()[:12]
    # TMPDIR may lie as deep as the data folder; /tmp is short everywhere.
    parent = Path(environ.get("XDG_RUNTIME_DIR") or "/tmp")  # noqa: S108 - private_folder
    return parent / f"dongguan-{os.getuid()}-{digest}" / "s.sock"


def private_folder(folder: Path) -> None:
    """Make a folder only we can enter; one that somebody else prepared is refused."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Problem("folder_not_private", folder=folder)
