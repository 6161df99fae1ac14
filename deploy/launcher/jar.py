"""Locked jars: which ones, whether each is whole, and how to get those that are not.

A list is a folder with jgo's recipe and its lock; the services run on that of Solr.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .place import ROOT
from .problem import Problem
from .supervision import last_words

SOLR = ROOT / "deploy" / "solr"
# Seconds before each try: a registry may stumble over one of 140 files.
TRIES = (0, 2, 8)


@dataclass(frozen=True, kw_only=True)
class Jar:
    """One jar of the lock: its place in a Maven repository and the SHA-256 of its bytes."""

    path: str
    sha256: str

    def is_whole(self, repository: Path) -> bool:
        """Tell whether the file is there with exactly the locked bytes."""
        file = repository / self.path
        if not file.is_file():
            return False
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest() == self.sha256


def locked(wanted: Path = SOLR) -> tuple[Jar, ...]:
    """Read the lock that jgo wrote into the folder of a list."""
    entries = tomllib.loads((wanted / "jgo.lock.toml").read_text("utf-8"))["dependencies"]
    return tuple(_jar(entry) for entry in entries)


def _jar(entry: Mapping[str, str]) -> Jar:
    artifact, version = entry["artifactId"], entry["version"]
    suffix = f"-{entry['classifier']}" if entry.get("classifier") else ""
    group = entry["groupId"].replace(".", "/")
    name = f"{artifact}-{version}{suffix}.{entry['packaging']}"
    return Jar(path=f"{group}/{artifact}/{version}/{name}", sha256=entry["sha256"])


def repository(jars: Path) -> Path:
    """Where the jars lie, in the layout of a Maven repository."""
    return jars / "maven"


def class_path(jars: Path, wanted: Path = SOLR) -> str:
    """Write Java's class path of all locked jars."""
    return os.pathsep.join(str(repository(jars) / jar.path) for jar in locked(wanted))


def missing(jars: Path, wanted: Path = SOLR) -> list[Jar]:
    """List the jars that are absent or not whole."""
    return [jar for jar in locked(wanted) if not jar.is_whole(repository(jars))]


def fetch(
    jars: Path,
    environ: Mapping[str, str],
    *,
    shown: Callable[[int, int], None],
    wanted: Path = SOLR,
) -> None:
    """Bring every locked jar here, and stop with a sentence when one will not come whole.

    `shown` receives the number of jars present and the number wanted.
    """
    if not missing(jars, wanted):
        return
    with _alone(jars):
        for seconds in TRIES:
            time.sleep(seconds)
            refusal = _try(jars, environ, shown, wanted)
            if not (broken := missing(jars, wanted)):
                break
        else:
            torn = {"count": len(broken), "jar": repository(jars) / broken[0].path}
            raise refusal or Problem("jar_broken", **torn)
        shown(len(locked(wanted)), len(locked(wanted)))


def _try(
    jars: Path, environ: Mapping[str, str], shown: Callable[[int, int], None], wanted: Path
) -> Problem | None:
    """Download what is absent or torn; tell what came in between."""
    for jar in missing(jars, wanted):
        (repository(jars) / jar.path).unlink(missing_ok=True)
    _drop_torn_descriptions(repository(jars))
    try:
        _download(jars, environ, shown, wanted)
    except Problem as refusal:
        return refusal
    return None


@contextmanager
def _alone(jars: Path) -> Iterator[None]:
    """Let one launcher download at a time; portal and tests share the jars."""
    jars.mkdir(parents=True, exist_ok=True)
    with (jars / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _drop_torn_descriptions(folder: Path) -> None:
    """Delete descriptions cut off by a kill; jgo would trip over them for ever."""
    for file in folder.rglob("*.pom"):
        try:
            ET.parse(file)  # noqa: S314 - only asked whether it is whole
        except ET.ParseError:
            file.unlink()


def _download(
    jars: Path, environ: Mapping[str, str], shown: Callable[[int, int], None], wanted: Path
) -> None:
    """Let jgo resolve and download; it works in a copy, so that the lock stays as it is."""
    work = jars / "jgo"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    shutil.copy(wanted / "jgo.toml", work)
    places = {"M2_REPO": str(repository(jars)), "JGO_CACHE_DIR": str(work / "cache")}
    command = [sys.executable, "-m", "jgo", "--resolver", "python", "--links", "soft", "sync"]
    log = jars / "jgo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=work,
            env={**environ, **places, "COLOR": "plain", "JGO_TIMEOUT": "60"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _watch(process, jars, shown, locked(wanted))
    shutil.rmtree(work, ignore_errors=True)
    if process.returncode:
        raise Problem("jars_unreachable", log=log, reason=last_words(log, lines=2))


def _watch(
    process: subprocess.Popen[bytes],
    jars: Path,
    shown: Callable[[int, int], None],
    wanted: Sequence[Jar],
) -> None:
    try:
        while process.poll() is None:
            present = sum((repository(jars) / jar.path).is_file() for jar in wanted)
            shown(present, len(wanted))
            time.sleep(0.5)
    finally:
        # Ctrl-C must not leave a download running behind the prompt.
        process.kill()
        process.wait()
