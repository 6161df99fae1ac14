"""Which ports a site listens on: free ones picked once, then kept."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from .problem import Problem
from .store import read_json, write_json

HOST = "127.0.0.1"
NAMES = ("web", "postgres", "redis", "solr", "sharing", "enterprise")

# A person likes CKAN's usual port for the pages; nobody types the others.
WEB = 5000

# Below the range from which Linux takes ports of outgoing connections (32768 and
# up), so that a port kept in the file is not taken by chance later.
RANGE = range(20000, 32000)

# Open as long as the process: closing one gives its port up.
_claimed: list[socket.socket] = []


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the servers do it: a port in TIME_WAIT counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _claim(port: int) -> bool:
    """Keep other first starts on this machine off a free port; False where one was faster.

    A name in Linux's abstract namespace stands for the port until this process ends;
    by then the server listens. Two sites started at once thus pick different ports.
    """
    mark = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        mark.bind(f"\0dongguan-port-{port}")
    except OSError:
        mark.close()
        return False
    _claimed.append(mark)
    return True


def pick(
    kept: Mapping[str, int],
    liked: Mapping[str, int],
    *,
    free: Callable[[int], bool],
    chance: random.Random,
) -> dict[str, int]:
    """Complete the kept ports with free ones, none twice; `liked` ones are tried first."""
    chosen = {name: kept[name] for name in NAMES if name in kept}
    for name in NAMES:
        if name not in chosen:
            chosen[name] = _one(liked.get(name), set(chosen.values()), free, chance)
    return chosen


def _one(
    first: int | None, taken: set[int], free: Callable[[int], bool], chance: random.Random
) -> int:
    candidates = chance.sample(RANGE, 200)
    for port in [first, *candidates] if first else candidates:
        if port not in taken and free(port):
            return port
    raise Problem("no_free_port")


def site_ports(file: Path, liked: Mapping[str, int]) -> dict[str, int]:
    """Read the ports of a site, picking and keeping those it does not have yet."""
    kept = _checked(file)
    chosen = pick(kept, liked, free=_had, chance=random.SystemRandom())
    if chosen != kept:
        write_json(file, chosen)
    return chosen


def _had(port: int) -> bool:
    return is_free(port) and _claim(port)


def _checked(file: Path) -> dict[str, int]:
    """Read ports.json, which a person may have edited."""
    try:
        kept = read_json(file)
    except Problem as error:
        raise Problem("ports_unreadable", file=file) from error
    for name, port in kept.items():
        if name in NAMES and not (isinstance(port, int) and 1024 <= port <= 65535):
            raise Problem("ports_unreadable", file=file)
    return kept


def refuse_taken(ports: Mapping[str, int], names: Iterable[str], file: Path) -> None:
    """Stop with a clear sentence when somebody else listens on one of our ports."""
    for name in names:
        if not is_free(ports[name]):
            raise Problem("port_taken", port=ports[name], name=name, file=file)
