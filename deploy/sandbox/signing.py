"""How a request to the sharing platform is signed, and why a signature is refused."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from urllib.parse import quote

# Seconds a timestamp may differ from the platform's clock.
TOLERANCE = 300


@dataclass(frozen=True, kw_only=True)
class Signed:
    """The parts of a request that a signature covers."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    stamp: str
    nonce: str

    @property
    def text(self) -> str:
        """Return the text that is signed (PROTOCOL.md §1.2)."""
        pairs = sorted((quote(n, safe="~"), quote(v, safe="~")) for n, v in self.query)
        line = "&".join(f"{name}={value}" for name, value in pairs)
        digest = sha256(self.body).hexdigest()
        parts = [self.method.upper(), self.path, line, digest, self.stamp, self.nonce]
        return "\n".join(parts)


def signature(secret: str, signed: Signed) -> str:
    """Return the HMAC-SHA256 of a request in lower-case hexadecimal."""
    return hmac.new(secret.encode(), signed.text.encode(), sha256).hexdigest()


def is_signed(secret: str, signed: Signed, given: str) -> bool:
    """Compare a given signature in constant time."""
    return hmac.compare_digest(signature(secret, signed).encode(), given.lower().encode())


def is_fresh(stamp: str, now: float) -> bool:
    """Say whether a timestamp (seconds since 1970, digits only) is near enough to `now`."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return False
    return abs(int(stamp) - now) <= TOLERANCE


class Nonces:
    """Nonces seen inside the time that a timestamp is good for; safe for threads."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._seen)

    def is_new(self, nonce: str, now: float) -> bool:
        """Say whether a nonce has not been seen, and remember it (`now` in seconds)."""
        with self._lock:
            self._forget(now - 2 * TOLERANCE)
            is_new = nonce not in self._seen
            self._seen.setdefault(nonce, now)
            return is_new

    def _forget(self, before: float) -> None:
        # The oldest stand first, so a large harvest costs no walk through all of them.
        while self._seen and next(iter(self._seen.values())) < before:
            del self._seen[next(iter(self._seen))]
