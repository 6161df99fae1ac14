"""From which address a request comes, without CKAN.

Behind a proxy every connection comes from the proxy, which writes the visitor's address
into `X-Forwarded-For`. Anybody can write that header, so it is read only as far as
proxies of the settings have written it, from the nearest one backwards.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# One subscriber has a whole network of this size and can change addresses inside it.
_IPV6_SUBSCRIBER = 64


def address(connected: str | None, forwarded: str, proxies: Iterable[str]) -> str:
    """Find the visitor's address.

    :param connected: where the connection comes from
    :param forwarded: the header, nearest address last
    :param proxies: addresses and networks that are believed
    :returns: an address, for IPv6 its network; '' where nothing is known
    """
    nearest = _parsed(connected)
    if nearest is None:
        return ""
    networks = [ip_network(one, strict=False) for one in proxies]
    for text in reversed(forwarded.split(",")):
        if not any(nearest in network for network in networks):
            break
        told = _parsed(text)
        if told is None:
            break
        nearest = told
    return _subscriber(nearest)


def disguised(value: str, secret: str) -> str:
    """Write something that names a person so that it is the same each time and unreadable."""
    return hmac.new(secret.encode(), value.encode(), hashlib.sha256).hexdigest()[:32]


def _parsed(text: str | None) -> Address | None:
    bare = (text or "").strip().strip("[]")
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _subscriber(found: Address) -> str:
    if isinstance(found, IPv4Address):
        return str(found)
    return str(ip_network((found, _IPV6_SUBSCRIBER), strict=False))
