"""The wire to an index that is reached directly: urllib3 without `requests` around it.

`requests` merges settings, prepares headers and looks for redirects and cookies at each call,
a sixth of what a search costs outside the index. pysolr needs none of it. Without CKAN.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3


def is_direct(address: str) -> bool:
    """Tell whether an address needs neither certificates nor a password."""
    parts = urlsplit(address)
    return parts.scheme == "http" and not parts.username


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What pysolr reads of an answer."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    json: Any


class Wire:
    """What pysolr asks of a session, over one connection that stays open."""

    def __init__(self, address: str) -> None:
        self._pool = urllib3.connection_from_url(address, maxsize=1)

    def get(self, url: str, **told: Any) -> Answer:
        """Read an address; told are `headers` and `timeout` (seconds)."""
        return self._send("GET", url, **told)

    def post(self, url: str, **told: Any) -> Answer:
        """Send `data` to an address."""
        return self._send("POST", url, **told)

    def _send(
        self, method: str, url: str, *, headers: Mapping[str, str], timeout: float,
        data: bytes | None = None, **_none: Any,
    ) -> Answer:  # fmt: skip
        """Send once; what fails is said as `requests` says it, which pysolr knows."""
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        try:
            found = self._pool.urlopen(
                method, path, body=data, headers=headers, timeout=timeout, retries=False,
                redirect=False,
            )  # fmt: skip
        # urllib3 counts a refused connection among what took too long.
        except urllib3.exceptions.NewConnectionError as error:
            raise requests.exceptions.ConnectionError(error) from error
        except urllib3.exceptions.TimeoutError as error:
            raise requests.exceptions.Timeout(error) from error
        except urllib3.exceptions.HTTPError as error:
            raise requests.exceptions.ConnectionError(error) from error
        return Answer(
            status_code=found.status, headers=found.headers, content=found.data, json=found.json
        )
