"""Folders, SFTP servers and S3-compatible buckets by one interface, without CKAN.

fsspec reads them all; only the three that a department delivers through are let in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import fsspec

from .problem import SourceError
from .reach import resolved
from .source import Source

PROTOCOLS = ("file", "sftp", "s3")
PORTS = {"sftp": 22, "s3": 443}


def opened(source: Source) -> tuple[Any, str]:
    """Open the place of a source; give the file system and the path in it.

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
    endpoint = str(source.options.get("endpoint") or "")
    host = urlsplit(endpoint).netloc if parts.scheme == "s3" else parts.netloc
    name, _, number = host.rpartition("@")[2].partition(":")
    resolved(source, name, int(number or PORTS[parts.scheme]))
    try:
        if parts.scheme == "sftp":
            return _sftp(parts.hostname or "", parts.port or 22, given), parts.path
        return _s3(endpoint, given), f"{parts.netloc}{parts.path}".rstrip("/")
    except Exception as error:
        # Each protocol has errors of its own; all of them mean the same to an operator.
        raise SourceError(
            source.address, f"连接失败（{type(error).__name__}）", "请核对地址、凭据与网络"
        ) from error


def _sftp(host: str, port: int, given: Mapping[str, str]) -> Any:
    from fsspec.implementations.sftp import SFTPFileSystem

    login = {
        "username": given.get("username"),
        "password": given.get("password"),
        "timeout": 30,
    }
    # No agent, no keys of the account under which the portal runs.
    return SFTPFileSystem(
        host,
        port=port,
        look_for_keys=False,
        allow_agent=False,
        skip_instance_cache=True,
        **login,
    )


def _s3(endpoint: str, given: Mapping[str, str]) -> Any:
    return fsspec.filesystem(
        "s3", key=given.get("access_key"), secret=given.get("secret_key"),
        client_kwargs={"endpoint_url": endpoint}, use_listings_cache=False,
        skip_instance_cache=True,
    )  # fmt: skip
