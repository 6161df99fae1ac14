"""The portal from nothing to its address: every step may be cut off and run again."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import requests

from . import choice, demo, given, leftover, reindex, release, sandbox
from .errand import run_inside
from .place import Place, claim, lay_out
from .port import HOST, refuse_taken
from .problem import Problem
from .program import Program
from .progress import Progress
from .refusal import shown
from .services import Wanted, start_services
from .settings import write_settings
from .site import EXCHANGE, OWNER, Site, read_site
from .space import refuse_full_disk
from .store import read_json, write_json
from .supervision import Supervision
from .surroundings import surroundings


@dataclass(frozen=True, kw_only=True)
class Portal:
    """A site that serves pages, and the supervisor that keeps it."""

    site: Site
    supervision: Supervision
    progress: Progress
    environ: Mapping[str, str]


def supervision_of(place: Place, environ: Mapping[str, str]) -> Supervision:
    """Address the supervisor of a place."""
    return Supervision(place=place, environ=surroundings(place, environ))


def is_up(place: Place, supervision: Supervision) -> bool:
    """Tell whether a start of this site came to its end and still runs."""
    pid = supervision.pid()
    return pid is not None and read_json(place.data / "up.json").get("supervisor") == pid


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Let one launcher at a time change this site."""
    place.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place.data / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem("launcher_busy", folder=place.data) from error
        yield


def run(place: Place, environ: Mapping[str, str], progress: Progress) -> Portal | None:
    """Start the portal; None when it was running already, and then nothing changed."""
    claim(place)
    with alone(place):
        supervision = supervision_of(place, environ)
        if is_up(place, supervision):
            if not (idle := supervision.idle()):
                return None
            progress.note("not_whole", names=" ".join(idle))
        clear(place, supervision)
        with progress.step("step_folder"):
            lay_out(place)
            refuse_full_disk(place)
            release.refuse_newer(place)
        site = _accepted(read_site(place, environ), progress)
        portal = Portal(site=site, supervision=supervision, progress=progress, environ=environ)
        try:
            _start(portal)
        except BaseException:
            # Half a site helps nobody and holds its ports; the next start goes on.
            clear(place, supervision)
            raise
        write_json(place.data / "up.json", {"supervisor": supervision.pid()})
        return portal


def _accepted(site: Site, progress: Progress) -> Site:
    """See that the site can be had as it is wanted, and keep that for later starts."""
    systems = sandbox.SYSTEMS if site.is_demo else ()
    refuse_taken(site.ports, ["web", *site.own, *systems], site.place.data / "ports.json")
    given.check(site)
    if "demo" not in site.choices:
        site = replace(site, choices={**site.choices, "demo": _demo(site, progress)})
    choice.keep(site.place.data, site.choices)
    return site


def _demo(site: Site, progress: Progress) -> str:
    """Decide once for a new site: made-up data do not go where real ones lie already."""
    database = site.given.get("postgres")
    if database and given.holds_datasets(database):
        progress.note("real_data", url=shown(database))
        return "0"
    return "1"


def clear(place: Place, supervision: Supervision) -> None:
    """Stop what runs of this site, whatever state a crash left it in."""
    (place.data / "up.json").unlink(missing_ok=True)
    supervision.close()
    leftover.clear(place)


def _start(portal: Portal) -> None:
    site, supervision, progress = portal.site, portal.supervision, portal.progress
    write_settings(site)
    supervision.open()
    databases = {OWNER: OWNER} if "postgres" not in site.given else {}
    if site.is_demo:
        databases[EXCHANGE] = EXCHANGE
    datastores = (site.datastore,) if site.datastore else ()
    wanted = Wanted(databases=databases, datastores=datastores)
    if start_services(site, supervision, wanted, progress):
        reindex.want(site.place)
    reindex.want_if_moved(site.place, _index_home(site))
    with progress.step("step_tables"):
        found = prepare(portal)
    with progress.step("step_web"):
        ready(site.place).unlink(missing_ok=True)
        supervision.start([web(portal)])
        supervision.await_ready("web", lambda: serves(site))
    with progress.step("step_workers"):
        supervision.start(workers(portal, found["commands"]))
    if reindex.start(site.place, supervision, has_datasets=bool(found["datasets"])):
        progress.note("rebuilding", count=found["datasets"])
    if site.is_demo:
        with progress.step("step_sandbox"):
            sandbox.start(site, supervision, portal.environ)
        demo.fill(site, supervision, progress, found["commands"])
    release.stamp(site.place)


def _index_home(site: Site) -> dict[str, str]:
    """Say whose datasets lie in which index, and which release made documents of them."""
    places = {name: shown(site.given.get(name, "")) for name in ("postgres", "solr")}
    return {**places, "release": release.ours()}


def prepare(portal: Portal) -> dict[str, Any]:
    """Bring tables and accounts up to date; return what the inside reported."""
    place = portal.site.place
    report = place.data / "inside.json"
    scope = "demo" if portal.site.is_demo else "bare"
    command = ["-m", "deploy.launcher.inside", str(report), str(portal.site.keys.file), scope]
    run_inside(portal.supervision, "setup", [sys.executable, *command])
    return read_json(report)


def web(portal: Portal) -> Program:
    """Describe the web server to the supervisor."""
    settings = Path(__file__).with_name("gunicorn_settings.py")
    command = ("gunicorn", "-c", str(settings), "deploy.launcher.wsgi:application")
    return Program(
        name="web",
        command=(sys.executable, "-m", *command),
        environment={
            "DONGGUAN_BIND": f"{HOST}:{portal.site.ports['web']}",
            "DONGGUAN_READY": str(ready(portal.site.place)),
        },
        output_log="access",
        stop_seconds=35,
        priority=300,
    )


def workers(portal: Portal, commands: list[str]) -> list[Program]:
    """Describe everything that works behind the pages."""
    ckan = (str(Path(sys.executable).with_name("ckan")), "-c", str(portal.site.place.ini))
    queues = {"worker": "default", "worker-long": "long"}
    work = ("dongguan-worker",) if "dongguan-worker" in commands else ("jobs", "worker")
    found = [
        Program(name=name, command=(*ckan, *work, queue), stop_seconds=60, priority=400)
        for name, queue in queues.items()
    ]
    if "dongguan-jobs" in commands:
        tick = (*ckan, "dongguan-jobs", "tick", "--forever")
        found.append(Program(name="ticker", command=tick, priority=400))
    if "harvester" in commands:
        for stage in ("gather", "fetch"):
            consumer = (*ckan, "harvester", f"{stage}-consumer")
            found.append(Program(name=f"harvest-{stage}", command=consumer, priority=400))
    return found


def ready(place: Place) -> Path:
    """Name the file that the web server makes once it holds its port."""
    return place.data / "web.ready"


def serves(site: Site) -> bool:
    """Tell whether our web server answers, not somebody else's on the same port."""
    if not ready(site.place).exists():
        return False
    try:
        return requests.get(f"{site.url}/api/3/action/status_show", timeout=30).ok
    except requests.RequestException:
        return False
