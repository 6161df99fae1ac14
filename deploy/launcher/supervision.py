"""Keeps a site's programs running: a supervisord of the site's own, asked over its socket.

supervisor was chosen among the well-kept ones because it goes to the background,
restarts what dies, turns the logs over and answers questions on a unix socket.
honcho does neither of the first two; circus brings pyzmq and tornado with it.
"""

from __future__ import annotations

import contextlib
import http.client
import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from supervisor.xmlrpc import Faults, SupervisorTransport

from .place import Place, private_folder, socket_path
from .problem import Problem
from .program import Program, settings
from .store import write_whole

SERVICES = {"postgres", "redis", "solr"}
DEAD = {"FATAL", "EXITED", "UNKNOWN"}
GIVEN_UP = {"FATAL", "UNKNOWN", "STOPPED"}
# A loaded machine starts its programs slowly; one that died ends the wait at once.
PATIENCE_SECONDS = 300
ABSENT = (OSError, http.client.HTTPException, xmlrpc.client.ProtocolError)


@dataclass(kw_only=True)
class Supervision:
    """The supervisord of one site."""

    place: Place
    environ: Mapping[str, str]
    programs: dict[str, Program] = field(default_factory=dict)

    @property
    def socket(self) -> Path:
        """Where supervisord listens; what its start chose outranks today's choice."""
        noted = self.place.data / "supervisor.where"
        if noted.exists():
            return Path(noted.read_text("utf-8"))
        return socket_path(self.place, self.environ)

    def ask(self) -> Any:
        """Open the supervisor's side of the conversation; xmlrpc has no types."""
        transport = SupervisorTransport(None, None, f"unix://{self.socket}")
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport).supervisor

    def pid(self) -> int | None:
        """Process id of the supervisord that answers, if one does."""
        with contextlib.suppress(*ABSENT):
            return int(self.ask().getPID())
        return None

    def open(self) -> None:
        """Start supervisord, with no programs yet."""
        (self.place.data / "supervisor.where").unlink(missing_ok=True)
        if self.socket.parent != self.place.data:
            private_folder(self.socket.parent)
        write_whole(self.place.data / "supervisor.where", str(self.socket))
        self._write()
        module = [sys.executable, "-m", "supervisor.supervisord", "-c", str(self.file)]
        done = subprocess.run(
            module, check=False, env=dict(self.environ), capture_output=True, text=True
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise Problem("supervisor_failed", reason=said[-1] if said else done.returncode)
        wait(lambda: self.pid() is not None, seconds=60, otherwise=self._silent)

    @property
    def file(self) -> Path:
        """Supervisor's settings, written anew whenever the programs change."""
        return self.place.data / "supervisor.conf"

    def _write(self) -> None:
        write_whole(self.file, settings(self.place, self.socket, self.programs.values()))

    def _silent(self) -> Problem:
        return Problem("supervisor_failed", reason=self.place.logs / "supervisor.log")

    def start(self, programs: Iterable[Program]) -> None:
        """Start programs without waiting until they are ready."""
        for program in programs:
            self.programs[program.name] = program
        self._write()
        supervisor = self.ask()
        added, changed, _removed = supervisor.reloadConfig()[0]
        for name in changed:
            supervisor.stopProcessGroup(name)
            supervisor.removeProcessGroup(name)
        for name in [*added, *changed]:
            supervisor.addProcessGroup(name)
        for program in programs:
            self._begin(program.name)

    def _begin(self, name: str) -> None:
        try:
            self.ask().startProcess(name, False)
        except xmlrpc.client.Fault as fault:
            # One that ended within the call is no reason yet: supervisor tries again,
            # and who waits for the program reads its last words.
            if fault.faultCode != Faults.SPAWN_ERROR:
                raise Problem("supervisor_failed", reason=fault.faultString) from fault

    def states(self) -> list[dict[str, Any]]:
        """Describe every program as supervisor sees it."""
        found: list[dict[str, Any]] = self.ask().getAllProcessInfo()
        return found

    def idle(self) -> list[str]:
        """Name the programs that supervisor gave up; one that ran to its end is none."""
        return [one["name"] for one in self.states() if one["statename"] in GIVEN_UP]

    def await_ready(
        self, name: str, ready: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS
    ) -> None:
        """Wait until `ready` says yes; a program that died first ends the wait."""

        def check() -> bool:
            if self.ask().getProcessInfo(name)["statename"] in DEAD:
                raise self._died(name)
            return ready()

        wait(check, seconds=seconds, otherwise=lambda: self._died(name))

    def _died(self, name: str) -> Problem:
        log = self.place.logs / f"{name}.log"
        return Problem("program_died", name=name, log=log, reason=last_words(log))

    def close(self) -> None:
        """Stop every program, then supervisord itself; return when all are gone."""
        pid = self.pid()
        if pid is None:
            return
        with contextlib.suppress(*ABSENT):
            self._stop_upper()
            self.ask().shutdown()
        wait(
            lambda: not _lives(pid),
            # One after the other the services may take as long as they may (program.py).
            seconds=240,
            otherwise=lambda: Problem("will_not_stop", pid=pid),
        )
        if self.socket.parent != self.place.data:
            with contextlib.suppress(OSError):
                self.socket.parent.rmdir()

    def _stop_upper(self) -> None:
        """Stop at once all that stands on the services; shutdown would go one by one."""
        supervisor = self.ask()
        upper = [one["name"] for one in self.states() if one["name"] not in SERVICES]
        for name in upper:
            with contextlib.suppress(xmlrpc.client.Fault):
                supervisor.stopProcess(name, False)
        # More than the slowest of them may take before supervisor kills it.
        wait(lambda: not self._alive(upper), seconds=120, otherwise=self._silent)

    def _alive(self, names: list[str]) -> bool:
        return any(one["name"] in names and one["pid"] for one in self.states())


def _lives(pid: int) -> bool:
    """Tell whether the process works still; a zombie waits only for its parent."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def last_words(log: Path, *, lines: int = 6) -> str:
    """Read the end of a log, for a message to a person."""
    if not log.exists():
        return ""
    with log.open("rb") as handle:
        handle.seek(max(0, log.stat().st_size - 8000))
        text = handle.read().decode("utf-8", "replace")
    # What a program says again at each of its starts is said once.
    said = dict.fromkeys(reversed(text.strip().splitlines()))
    return "\n".join(list(said)[:lines][::-1])


def wait(
    ready: Callable[[], bool], *, seconds: float, otherwise: Callable[[], Problem]
) -> None:
    """Ask `ready` ten times a second until it says yes, at most `seconds` long."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            raise otherwise()
        time.sleep(0.1)
