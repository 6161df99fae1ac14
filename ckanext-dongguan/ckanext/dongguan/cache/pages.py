"""Answer anonymous pages from the shelf, or with 304, before anything is asked of a service."""

from __future__ import annotations

import secrets
import time
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response, g, request

from ckanext.dongguan.security.door import STATIC_VIEWS

from . import edition, version
from .edition import Edition, Visit
from .shelf import MEGABYTE, Page, Shelf

_SAME_FOR_EVERYONE = "public, no-cache"
_OWN = {"Set-Cookie", "Date", "Connection"}
_PROGRAMS = frozenset({"api", "datastore", "dcat"})
# What makes an answer more than a page of the address: a person, a part, a script's wish.
_PERSONAL = ("Cookie", "Authorization", "X-CKAN-API-Key", "HX-Request", "Range")


class Pages:
    """The shelf of this process, as two functions for the application."""

    def __init__(self, config: Any) -> None:
        self._release = config["ckanext.dongguan.cache.release"] or secrets.token_hex(16)
        self.shelf = Shelf(
            size=config["ckanext.dongguan.cache.megabytes"] * MEGABYTE,
            seconds=config["ckanext.dongguan.cache.seconds"],
        )

    def before_request(self) -> Response | None:
        """Answer a page that is known; else remember under which tag it will be."""
        version.settle()
        tag = self._tag()
        if tag is None:
            return None
        page = self.shelf.take(tag)
        if page is None and tag not in request.if_none_match.as_set(include_weak=True):
            g.dongguan_page_tag = tag
            return None
        # Core's log of each answer reads its clock, which its own function would have started.
        setattr(g, "__timer", time.time())
        return _again(page, tag)

    def name(self, response: Response) -> Response:
        """Give a new page its tag, before the headers are decided."""
        if tag := g.get("dongguan_page_tag"):
            if response.status_code == 200 and response.mimetype == "text/html":
                response.set_etag(tag, weak=True)
            else:
                g.dongguan_page_tag = None
        return response

    def keep(self, response: Response) -> Response:
        """Put a page on the shelf when all is decided; a personal one loses its tag."""
        tag = g.get("dongguan_page_tag")
        if not tag:
            return response
        if response.headers.get("Cache-Control") != _SAME_FOR_EVERYONE or (
            "Set-Cookie" in response.headers
        ):
            response.headers.pop("ETag", None)
        elif response.status_code == 200 and request.method == "GET":
            headers = tuple((k, v) for k, v in response.headers if k not in _OWN)
            self.shelf.put(tag, Page(body=response.get_data(), headers=headers))
        return response

    def _tag(self) -> str | None:
        if request.method not in {"GET", "HEAD"} or _is_no_page() or _is_personal():
            return None
        visit = _visit()
        if not edition.is_kept(visit) or not tk.config["ckanext.dongguan.cache.enabled"]:
            return None
        number = version.current()
        if number is None:
            return None
        today = datetime.now(tk.h.get_display_timezone()).date()
        return edition.tag(Edition(version=number, release=self._release, day=today), visit)


def _again(page: Page | None, tag: str) -> Response:
    """Make the answer of a page that is known; without its bytes it becomes a 304."""
    if page is not None:
        return Response(page.body, headers=list(page.headers))
    response = Response(status=200, mimetype="text/html")
    response.headers["Cache-Control"] = _SAME_FOR_EVERYONE
    response.vary.update(("HX-Request", "Cookie", "Accept-Encoding"))
    response.set_etag(tag, weak=True)
    return response


def _is_no_page() -> bool:
    return request.endpoint in STATIC_VIEWS or request.blueprint in _PROGRAMS


def _is_personal() -> bool:
    own = str(tk.config.get("apitoken_header_name") or "")
    return any(name in request.headers for name in (*_PERSONAL, own) if name)


def _visit() -> Visit:
    environ = request.environ
    return Visit(
        scheme=request.scheme,
        host=request.host,
        # Core's middleware takes the language off the address before anybody sees it.
        language=f"{environ.get('CKAN_LANG')}/{environ.get('CKAN_LANG_IS_DEFAULT')}",
        path=f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}",
        query=environ.get("QUERY_STRING", ""),
        encoding=edition.encoding(request.accept_encodings.values()),
    )
