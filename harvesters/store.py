"""Folders, SFTP servers and S3-compatible buckets by one interface, without CKAN.

fsspec reads them all; only the three that a department delivers through are let in. Each
operation on an SFTP server (list, look, open, move) and each request to a bucket is a call;
the parts in which an SFTP client reads an open file are none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import fsspec

from .problem import SourceError
from .reach import resolved
from .source import Source

PROTOCOLS = ("file", "sftp", "s3")
PORTS = {"sftp": 22, "s3": 443}
Call = Callable[[], None]


def host_of(source: Source) -> str:
    """Name the host, with a port that is given, that a source is called at; empty for none."""
    parts = urlsplit(source.address)
    endpoint = str(source.options.get("endpoint") or "")
    host = urlsplit(endpoint).netloc if parts.scheme == "s3" else parts.netloc
    return host.rpartition("@")[2].lower()


def opened(source: Source, call: Call) -> tuple[Any, str]:
    """Open the place of a source; give the file system and the path in it.

    `call` is asked before each call: it may wait, or raise.

    :raises SourceError: another protocol, a private network that is not declared, or
        nobody answers
    """
    parts = urlsplit(source.address)
    if parts.scheme not in PROTOCOLS:
        raise SourceError(
            source.address, "地址须是 file://、sftp:// 或 s3://", "请改正来源的地址"
        )
    given = source.credentials
    if parts.scheme == "file":
        return fsspec.filesystem("file"), parts.path
    name, _, number = host_of(source).partition(":")
    resolved(source, name, int(number or PORTS[parts.scheme]))
    try:
        if parts.scheme == "sftp":
            return _sftp(parts.hostname or "", parts.port or 22, given, call), parts.path
        endpoint = str(source.options.get("endpoint") or "")
        return _s3(endpoint, given, call), f"{parts.netloc}{parts.path}".rstrip("/")
    except Exception as error:
        # Each protocol has errors of its own; all of them mean the same to an operator.
        raise SourceError(
            source.address, f"连接失败（{type(error).__name__}）", "请核对地址、凭据与网络"
        ) from error


class _InTurn:
    """An SFTP client that asks before each of its operations."""

    def __init__(self, client: Any, call: Call) -> None:
        self._client, self._call = client, call

    def __getattr__(self, name: str) -> Any:
        operation = getattr(self._client, name)

        def called(*args: Any, **options: Any) -> Any:
            self._call()
            return operation(*args, **options)

        return called


def _sftp(host: str, port: int, given: Mapping[str, str], call: Call) -> Any:
    from fsspec.implementations.sftp import SFTPFileSystem

    login = {
        "username": given.get("username"),
        "password": given.get("password"),
        "timeout": 30,
    }
    # No agent, no keys of the account under which the portal runs.
    store = SFTPFileSystem(
        host,
        port=port,
        look_for_keys=False,
        allow_agent=False,
        skip_instance_cache=True,
        **login,
    )
    store.ftp = _InTurn(store.ftp, call)
    return store


def _s3(endpoint: str, given: Mapping[str, str], call: Call) -> Any:
    from aiobotocore.session import AioSession

    async def asked(**_request: Any) -> None:
        # Others' requests go through the same loop: it must not stand still.
        await asyncio.to_thread(call)

    session = AioSession()
    session.register("before-send.s3", asked)
    return fsspec.filesystem(
        "s3", session=session, key=given.get("access_key"), secret=given.get("secret_key"),
        client_kwargs={"endpoint_url": endpoint}, use_listings_cache=False,
        skip_instance_cache=True,
    )  # fmt: skip
