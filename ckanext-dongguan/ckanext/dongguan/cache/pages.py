"""Answer anonymous pages from the shelf, or with 304, before anything is asked of a service."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response, g, request
from werkzeug.wrappers import Request
from werkzeug.wrappers import Response as Answer

from . import version
from .edition import Edition, Visit, encoding, is_kept, tag
from .shelf import MEGABYTE, Page, Shelf

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_TAG = "dongguan.page_tag"
_SAME_FOR_EVERYONE = "public, no-cache"
_VARY = "HX-Request, Cookie, Accept-Encoding"
_OWN = {"Set-Cookie", "Date", "Connection"}
# What makes an answer more than a page of the address: a person, a part of the page.
_PERSONAL = ("Cookie", "Authorization", "X-CKAN-API-Key", "HX-Request", "Range")


class Pages:
    """The application behind the shelf of this process."""

    def __init__(self, application: Application, config: Any) -> None:
        self._application = application
        self._release = config["ckanext.dongguan.cache.release"] or secrets.token_hex(16)
        self._zone = tk.h.get_display_timezone()
        self.shelf = Shelf(
            size=config["ckanext.dongguan.cache.megabytes"] * MEGABYTE,
            seconds=config["ckanext.dongguan.cache.seconds"],
        )

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a page that is known; else let it be made, and note how it will be called."""
        version.settle()
        asked = Request(environ)
        if name := self._name(asked):
            if known := self._known(asked, name):
                return known(environ, start_response)
            environ[_TAG] = name
        return self._application(environ, start_response)

    def _known(self, asked: Request, name: str) -> Answer | None:
        page = self.shelf.take(name)
        # As a set: `*` claims to have everything, also pages that do not exist.
        if name in asked.if_none_match.as_set(include_weak=True):
            return _unchanged(page, name)
        return Answer(page.body, headers=list(page.headers)) if page else None

    def _name(self, asked: Request) -> str | None:
        if asked.method not in {"GET", "HEAD"} or _is_personal(asked):
            return None
        visit = _visit(asked)
        if not is_kept(visit) or not tk.config["ckanext.dongguan.cache.enabled"]:
            return None
        number = version.current()
        if number is None:
            return None
        today = datetime.now(self._zone).date()
        return tag(Edition(version=number, release=self._release, day=today), visit)

    def keep(self, response: Response) -> Response:
        """Put a page on the shelf when all is decided; one that is not for it loses its tag."""
        name = g.get("dongguan_page_tag")
        if not name:
            return response
        if (
            response.headers.get("Cache-Control") != _SAME_FOR_EVERYONE
            or "Set-Cookie" in response.headers
            or g.get("dongguan_is_counted")
        ):
            response.headers.pop("ETag", None)
        elif response.status_code == 200 and request.method == "GET":
            headers = tuple((k, v) for k, v in response.headers if k not in _OWN)
            self.shelf.put(name, Page(body=response.get_data(), headers=headers))
        return response


def name_page(response: Response) -> Response:
    """Give a new page its tag, before the headers are decided."""
    name = request.environ.get(_TAG)
    if name and response.status_code == 200 and response.mimetype == "text/html":
        g.dongguan_page_tag = name
        response.set_etag(name, weak=True)
    return response


def _unchanged(page: Page | None, name: str) -> Answer:
    known = dict(page.headers) if page else {"Cache-Control": _SAME_FOR_EVERYONE, "Vary": _VARY}
    kept = {k: v for k, v in known.items() if not k.startswith("Content-")}
    answer = Answer(status=304, headers=kept)
    answer.set_etag(name, weak=True)
    return answer


def _is_personal(asked: Request) -> bool:
    own = str(tk.config.get("apitoken_header_name") or "")
    return any(name in asked.headers for name in (*_PERSONAL, own) if name)


def _visit(asked: Request) -> Visit:
    environ = asked.environ
    return Visit(
        scheme=asked.scheme,
        host=asked.host,
        # The language stands in the path: core's middleware, which takes it off, is behind us.
        path=f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}",
        query=environ.get("QUERY_STRING", ""),
        encoding=encoding(asked.accept_encodings),
    )
