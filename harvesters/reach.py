"""Where a source that is no web server may be reached, without CKAN."""

from __future__ import annotations

import socket

from .peer import is_public
from .problem import SourceError, private_address
from .source import Source


def resolved(source: Source, host: str, port: int) -> str:
    """Look a host up and give the address to connect to.

    Whoever connects to the address instead of the name reaches what was looked at.

    :raises SourceError: there is no such host, or it lies in a private network that the
        source does not declare
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise SourceError(source.address, "找不到主机", "请核对地址") from error
    addresses = [str(one[4][0]) for one in found]
    if not source.limits.private and not all(map(is_public, addresses)):
        raise private_address(source.address)
    return addresses[0]
