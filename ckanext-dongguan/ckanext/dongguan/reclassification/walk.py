"""The checker's way through the portal: requests of a passer-by, through the whole application.

Each request comes from an address of its own (RFC 3849, documentation), because somebody
who asks so much would otherwise be told to wait.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk
from ckan.config.middleware import make_app
from flask import current_app, has_app_context

from . import mark, probe
from .probe import Answer, Secret, Visit


class Walker:
    """A passer-by, without cookies and without a name."""

    def __init__(self) -> None:
        self.app = _application()
        site = urlsplit(str(tk.config["ckan.site_url"]))
        self._base = f"{site.scheme or 'http'}://{site.netloc or 'localhost'}"
        self._number = 0

    def go(self, visit: Visit, secret: Secret) -> Answer:
        """Ask at an address; what cannot betray the secret is not read to its end."""
        self._number += 1
        client = self.app.test_client(use_cookies=False)
        response = client.get(
            visit.address,
            base_url=self._base,
            environ_base={"REMOTE_ADDR": self._address(), **mark.signed()},
        )
        is_read = probe.is_read(visit, response.status_code, secret)
        answer = Answer(
            status=response.status_code,
            location=response.headers.get("Location", ""),
            body=_text(response.get_data(as_text=False)) if is_read else "",
        )
        response.close()
        return answer

    def _address(self) -> str:
        high, low = divmod(self._number, 0x10000)
        return f"2001:db8:{high % 0x10000:x}:{low:x}::1"


def _text(body: bytes) -> str:
    """Read what an answer says; a workbook says it inside of a ZIP file."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return body.decode("utf-8", "replace")


def _application() -> Any:
    if has_app_context():
        return current_app._get_current_object()  # type: ignore[attr-defined]
    return _made()


@cache
def _made() -> Any:
    # A worker runs outside of the application.
    return make_app(tk.config)._wsgi_app
