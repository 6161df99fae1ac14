"""Somebody who reads the portal without a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import requests


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who reads the portal without a browser."""

    url: str
    session: requests.Session

    def read(self, path: str) -> str:
        """Return the source of a page."""
        return self.session.get(self.url + path, timeout=120).text

    def cookies(self) -> list[dict[str, Any]]:
        """List the cookies as a browser takes them."""
        return [
            {"name": one.name, "value": one.value, "url": self.url}
            for one in self.session.cookies
        ]

    def sign_in(self, account: str, password: str) -> None:
        """Open a session of an account."""
        answers = {"login": account, "password": password}
        token = re.search(r'name="_csrf_token"[^>]*value="([^"]+)"', self.read("/user/login"))
        answers |= {"_csrf_token": token[1]} if token else {}
        done = self.session.post(f"{self.url}/user/login", data=answers, timeout=120)
        assert "/user/login" not in done.url
