"""Addresses whose Chinese is not escaped: `curl …?q=公交` sends the bytes as they are.

Browsers escape them; many programs do not, and gunicorn refuses what RFC 3986 does not allow.
"""

from __future__ import annotations

import re

from deploy.launcher.long_address import TracedRequest

_BARE = re.compile(rb"[\x80-\xff]")


class EscapingRequest(TracedRequest):
    """A request whose first line is read as if its writer had escaped it."""

    def parse_request_line(self, line_bytes: bytes) -> None:
        """Escape what is no ASCII; gunicorn reads the rest as strictly as ever."""
        super().parse_request_line(_BARE.sub(lambda byte: b"%%%02X" % ord(byte[0]), line_bytes))
