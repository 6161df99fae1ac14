"""The only way of a run into the network: allow-list, caps, pace, second tries."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from . import peer
from .limits import Limits
from .pace import Pace, Turn, Turns
from .problem import (
    RefusedError,
    SourceError,
    foreign_host,
    private_address,
    too_large,
    too_long,
)

BUSY = frozenset({429, 500, 502, 503, 504})
CHUNK = 64 * 1024
# Seconds before the second try; doubled for each further one.
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
NOT_MODIFIED = 304


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request; `headers` is asked anew for every try (a signature is good once)."""

    method: str
    url: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    headers: Callable[[], Mapping[str, str]] = dict
    most_bytes: int = 0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: the status, the headers, the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Guard:
    """Calls one source within its limits and counts what it costs.

    `now` and `pause` come in as arguments, `turn` where others call the same hosts;
    threads may share a guard.
    """

    def __init__(
        self,
        url: str,
        limits: Limits,
        *,
        now: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
        turn: Turn | None = None,
    ) -> None:
        self.limits = limits
        self.requests = 0
        self.bytes = 0
        self._allowed = {urlsplit(url).netloc.lower(), *(h.lower() for h in limits.hosts)}
        self._now, self._pause = now, pause
        self.pace = Pace(limits.calls_per_second, turn or Turns(now), pause)
        self._started = now()
        self._local = threading.local()
        self._counting = threading.Lock()

    def send(self, call: Call, into: IO[bytes] | None = None) -> Answer:
        """Send, and again while the source is busy or the connection breaks.

        With `into` the body is written there instead of being held in memory.

        :raises SourceError: the source may not be called, or does not answer in the end
        :raises RefusedError: it answers with an error
        """
        self._admit(call.url)
        for attempt in range(1, self.limits.tries):
            answer = None
            with suppress(_BrokenError):
                answer = self._try(call, into)
            if answer is not None and answer.status not in BUSY:
                return self._checked(answer, call)
            self._pause(_wait(answer, attempt))
        try:
            return self._checked(self._try(call, into), call)
        except _BrokenError as broken:
            raise SourceError(
                call.url, f"连接失败（{broken}）", "请检查地址与网络，稍后再试"
            ) from broken

    def rest(self, attempt: int) -> None:
        """Wait before another try of something that came back unreadable."""
        self._pause(_wait(None, attempt))

    def _admit(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc.lower() not in self._allowed:
            raise foreign_host(url, parts.netloc)
        if self._now() - self._started > self.limits.run_seconds:
            raise too_long(url)

    def _try(self, call: Call, into: IO[bytes] | None) -> Answer:
        self.pace.wait(urlsplit(call.url).netloc.lower())
        with self._counting:
            self.requests += 1
        try:
            with closing(self._open(call)) as response:
                is_body = into is not None and response.status_code < 300
                body = self._read(response, call, into if is_body else None)
                return Answer(status=response.status_code, headers=response.headers, body=body)
        except (requests.RequestException, HTTPError, OSError) as error:
            if _is_private(error):
                raise private_address(call.url) from error
            raise _BrokenError(type(error).__name__) from error

    def _open(self, call: Call) -> requests.Response:
        if not hasattr(self._local, "session"):
            self._local.session = peer.session(private=self.limits.private)
        found: requests.Response = self._local.session.request(
            call.method,
            call.url,
            params=call.query or None,
            data=call.body or None,
            headers=dict(call.headers()),
            timeout=(10, self.limits.answer_seconds),
            allow_redirects=False,
            stream=True,
        )
        return found

    def _read(self, response: Any, call: Call, into: IO[bytes] | None) -> bytes:
        most, size = call.most_bytes or self.limits.answer_bytes, 0
        target: IO[bytes] = into if into is not None else BytesIO()
        target.seek(0)
        target.truncate()
        deadline = self._now() + self.limits.answer_seconds
        # Unpacked on the way: the cap holds for what a bomb becomes, too.
        for chunk in response.raw.stream(CHUNK, decode_content=True):
            size += len(chunk)
            if size > most:
                raise too_large(call.url, most)
            if self._now() > deadline:
                raise _BrokenError("回答过慢")
            target.write(chunk)
        self._count(size, call)
        target.seek(0)
        return b"" if into is not None else target.read()

    def _count(self, size: int, call: Call) -> None:
        with self._counting:
            self.bytes += size
        if self.bytes > self.limits.run_bytes:
            raise SourceError(
                call.url, "本次汇聚的流量超过上限", "请核对来源，或提高该来源的流量上限"
            )

    def _checked(self, answer: Answer, call: Call) -> Answer:
        status = answer.status
        if 300 <= status < 400 and status != NOT_MODIFIED:
            target = answer.headers.get("Location", "")[:200]
            raise SourceError(
                call.url,
                f"来源要求转到 {target}",
                "不跟随跳转；地址确已变更的，请在来源中改填新地址",
            )
        if status >= 400:
            raise RefusedError(
                call.url,
                f"返回 {status}：{said(answer.body)}",
                "请核对凭据与地址，或稍后重试",
                status,
            )
        return answer


class _BrokenError(Exception):
    """One try came to nothing; another may."""


def _wait(answer: Answer | None, attempt: int) -> float:
    asked = "" if answer is None else answer.headers.get("Retry-After", "")
    return (
        min(float(asked), LONGEST_WAIT) if asked.isdigit() else FIRST_WAIT * 2 ** (attempt - 1)
    )


def _is_private(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, peer.PrivateAddressError):
            return True
        reason: Any = getattr(error, "reason", None)
        if isinstance(reason, BaseException) and _is_private(reason):
            return True
        if any(isinstance(one, BaseException) and _is_private(one) for one in error.args):
            return True
        error = error.__cause__
    return False


def said(body: bytes) -> str:
    """Read what an error answer says, at most 200 letters."""
    return " ".join(body[:2000].decode("utf-8", "replace").split())[:200] or "没有说明"
