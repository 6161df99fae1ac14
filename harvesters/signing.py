"""How a request to the sharing platform is signed, without CKAN.

HMAC-SHA256 over method, path, sorted query, hash of the body, timestamp and
nonce, one a line (deploy/sandbox/PROTOCOL.md §1.2).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What the platform gave the portal to sign with."""

    app_id: str
    secret: str


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is signed of a request; `path` begins with a slash and is not encoded."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes = b""


def headers(
    credentials: Credentials, request: Request, timestamp: int, nonce: str
) -> dict[str, str]:
    """Return the four headers of a signed request; `timestamp` in seconds since 1970."""
    pairs = sorted(f"{_encode(k)}={_encode(v)}" for k, v in request.query.items())
    lines = [
        request.method.upper(),
        request.path,
        "&".join(pairs),
        sha256(request.body).hexdigest(),
        str(timestamp),
        nonce,
    ]
    key = credentials.secret.encode()
    return {
        "X-App-Id": credentials.app_id,
        "X-Timestamp": str(timestamp),
        "X-Nonce": nonce,
        "X-Signature": hmac.new(key, "\n".join(lines).encode(), sha256).hexdigest(),
    }


def _encode(text: str) -> str:
    return quote(text, safe="~")
