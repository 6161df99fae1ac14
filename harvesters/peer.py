"""Connections that know whom they reach, without CKAN.

A name is looked up once to check it and once more to connect, and may answer
differently the second time. Here the address of the open connection is looked at.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class PrivateAddressError(OSError):
    """A name leads into a private network that the source does not declare."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the internet (mapped ones are looked through)."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_global) and not (mapped or found).is_multicast


def _checked(connect: Callable[[], socket.socket]) -> socket.socket:
    opened = connect()
    address = opened.getpeername()[0]
    if not is_public(address):
        opened.close()
        raise PrivateAddressError(address)
    return opened


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn)


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _PublicOnly(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        pools = {"http": _PlainPool, "https": _SecurePool}
        self.poolmanager.pool_classes_by_scheme = pools


def session(*, private: bool) -> requests.Session:
    """Open a session without proxies of the environment; `private` lets it go anywhere."""
    opened = requests.Session()
    opened.trust_env = False
    if not private:
        for scheme in ("http://", "https://"):
            opened.mount(scheme, _PublicOnly())
    return opened
