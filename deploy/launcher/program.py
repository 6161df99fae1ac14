"""A program under supervision, and the settings file in which supervisor reads of it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .place import ROOT, Place


@dataclass(frozen=True, kw_only=True)
class Program:
    """One program of a site: how it is started, stopped and restarted."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: str = "TERM"
    stop_seconds: int = 20
    # Lower starts earlier and stops later.
    priority: int = 500
    # Runs once to its end instead of for ever. Supervisor would start one that failed
    # anew at once and without end, so it tries again by itself if that helps.
    is_one_shot: bool = False
    # Standard output apart from standard error, under this name.
    output_log: str | None = None


def settings(place: Place, socket: Path, programs: Iterable[Program]) -> str:
    """Write supervisor's settings for a site."""
    sections = [_supervisor(place, socket), *(_program(place, one) for one in programs)]
    return "\n".join(sections)


def _supervisor(place: Place, socket: Path) -> str:
    return f"""\
[unix_http_server]
file = {_escape(socket)}
chmod = 0600

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisord]
directory = {_escape(ROOT)}
logfile = {_escape(place.logs / "supervisor.log")}
logfile_maxbytes = 5MB
logfile_backups = 2
pidfile = {_escape(place.data / "supervisor.pid")}
childlogdir = {_escape(place.logs)}
umask = 077
"""


def _program(place: Place, program: Program) -> str:
    variables = ",".join(
        f'{key}="{_escape(text)}"' for key, text in program.environment.items()
    )
    log = place.logs / f"{program.name}.log"
    output = place.logs / f"{program.output_log}.log" if program.output_log else log
    return f"""\
[program:{program.name}]
command = {_escape(shlex.join(program.command))}
environment = {variables}
priority = {program.priority}
autostart = false
autorestart = {"false" if program.is_one_shot else "true"}
startsecs = {0 if program.is_one_shot else 1}
startretries = 5
stopsignal = {program.stop_signal}
stopwaitsecs = {program.stop_seconds}
stopasgroup = false
killasgroup = true
redirect_stderr = {"false" if program.output_log else "true"}
stdout_logfile = {_escape(output)}
stdout_logfile_maxbytes = 20MB
stdout_logfile_backups = 4
stderr_logfile = {_escape(log)}
stderr_logfile_maxbytes = 20MB
stderr_logfile_backups = 4
"""


def _escape(text: object) -> str:
    """Double the percent signs, which supervisor would expand."""
    return str(text).replace("%", "%%")
