"""A guard around foreign code that calls the network by itself, without CKAN.

Whatever its client: Python looks up each name with `socket.getaddrinfo` and connects each
socket with `socket.socket.connect`. In the block both go through here, for the whole
process: it is meant for one that does one thing at a time. What requests sends and reads
is paced and capped besides, and the foreign code opens no file: a source that names a path
where an address belongs would have it read from our disk.
"""

from __future__ import annotations

import builtins
import io
import socket
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from . import problem
from .pace import Pace, Turn, Turns
from .peer import is_public
from .source import Source

Place = tuple[str, int]
# What opens a file for its own caller.
GO_BETWEENS = frozenset({"codecs", "pathlib", "urllib.request"})
PORTS: Mapping[str, int] = {"http": 80, "https": 443, "redis": 6379, "rediss": 6379}


class ConfinedError(requests.ConnectionError):
    """The source does not lead there, or has given more than it may."""


def place_of(url: str) -> Place:
    """Give host and port of an address."""
    parts = urlsplit(url)
    return (parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))


@contextmanager
def confined(
    source: Source, own: Collection[Place], turn: Turn | None = None, *, code: str = ""
) -> Iterator[None]:
    """Let the block reach its source within its limits, and our `own` services.

    `code` names the package that is foreign: it opens no files but those beside itself.
    """
    bounds = _Bounds(source, own, turn or Turns(time.monotonic), code)
    with ExitStack() as swapped:
        for owner, name, make in (
            (socket, "getaddrinfo", bounds.looking_up),
            (socket.socket, "connect", bounds.connecting),
            (requests.Session, "send", bounds.sending),
            (requests.Response, "iter_content", bounds.reading),
            (builtins, "open", bounds.opening),
            (io, "open", bounds.opening),
        ):
            before = getattr(owner, name)
            swapped.callback(setattr, owner, name, before)
            setattr(owner, name, make(before))
        yield


class _Bounds:
    """What a source may reach and take."""

    def __init__(self, source: Source, own: Collection[Place], turn: Turn, code: str) -> None:
        limits = self._limits = source.limits
        scheme = urlsplit(source.address).scheme
        named = (place_of(f"{scheme}://{host}") for host in limits.hosts)
        self._source, self._own, self._code = source, frozenset(own), code
        self._allowed = {place_of(source.address), *named}
        self._looked_up: set[Place] = set()
        self._pace = Pace(limits.calls_per_second, turn, time.sleep)
        self._end = time.monotonic() + limits.run_seconds
        self._bytes = 0

    def looking_up(self, look_up: Callable[..., Any]) -> Callable[..., Any]:
        """Give the addresses of hosts that may be reached, and of no others."""

        def getaddrinfo(host: Any, port: Any, *args: Any, **options: Any) -> Any:
            name = host.decode() if isinstance(host, bytes) else str(host)
            wanted = (name.lower(), int(port) if str(port).isdigit() else PORTS.get(port, 0))
            if wanted not in self._own | self._allowed:
                raise self._refusal(problem.foreign_host, f"{name}:{port}")
            found = look_up(host, port, *args, **options)
            addresses = {one[4][:2] for one in found}
            if wanted not in self._own:
                self._check_private(addresses)
            self._looked_up |= addresses
            return found

        return getaddrinfo

    def connecting(self, connect: Callable[..., None]) -> Callable[..., None]:
        """Connect to what was looked up here: nothing answers differently in between."""

        def connected(sock: socket.socket, address: Any) -> None:
            is_internet = sock.family in (socket.AF_INET, socket.AF_INET6)
            if is_internet and tuple(address[:2]) not in self._looked_up:
                host, port = address[:2]
                address = socket.getaddrinfo(host, port, sock.family, sock.type)[0][4]
            connect(sock, address)

        return connected

    def sending(self, send: Callable[..., Any]) -> Callable[..., Any]:
        """Send in turn, for no longer than a run may take."""

        def sent(session: Any, request: Any, **options: Any) -> Any:
            if not self._is_own(request.url):
                if time.monotonic() > self._end:
                    raise self._refusal(problem.too_long)
                self._pace.wait(urlsplit(request.url).netloc.lower())
            options["timeout"] = options.get("timeout") or (10, self._limits.answer_seconds)
            return send(session, request, **options)

        return sent

    def reading(self, read: Callable[..., Any]) -> Callable[..., Any]:
        """Count what comes, unpacked, and stop where it is too much."""

        def chunks(response: Any, *args: Any, **options: Any) -> Iterator[Any]:
            size = 0
            for chunk in read(response, *args, **options):
                size += len(chunk)
                self._count(response.url, len(chunk), size)
                yield chunk

        return chunks

    def opening(self, open_file: Callable[..., Any]) -> Callable[..., Any]:
        """Open files for all but the foreign code."""

        def opened(file: Any, *args: Any, **options: Any) -> Any:
            if self._code and _is_foreign(file, self._code):
                raise self._refusal(problem.local_file, str(file)[:200])
            return open_file(file, *args, **options)

        return opened

    def _count(self, url: str, new: int, size: int) -> None:
        if self._is_own(url):
            return
        self._bytes += new
        for taken, most in (
            (size, self._limits.answer_bytes),
            (self._bytes, self._limits.run_bytes),
        ):
            if taken > most:
                raise self._refusal(partial(problem.too_large, most=most))

    def _is_own(self, url: str) -> bool:
        return place_of(url) in self._own

    def _check_private(self, addresses: Collection[Place]) -> None:
        if not self._limits.private and not all(is_public(host) for host, _port in addresses):
            raise self._refusal(problem.private_address)

    def _refusal(
        self, sentence: Callable[..., problem.SourceError], *said: Any
    ) -> ConfinedError:
        return ConfinedError(str(sentence(self._source.address, *said)))


def _is_foreign(file: Any, package: str) -> bool:
    """Tell whether a package opens a file that does not lie beside its own code."""
    frame: Any = sys._getframe(2)
    while frame and frame.f_globals.get("__name__") in GO_BETWEENS:
        frame = frame.f_back
    if frame is None or not f"{frame.f_globals.get('__name__')}.".startswith(f"{package}."):
        return False
    beside = Path(frame.f_code.co_filename).parent
    return not isinstance(file, int) and not Path(file).resolve().is_relative_to(beside)
