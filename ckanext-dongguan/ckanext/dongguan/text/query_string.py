"""The query of an address in the one encoding that the portal reads, without CKAN.

Old programs and links write Chinese as GBK, scripts cut addresses within a character, and
some send the bytes of a character as they are. RFC 3986 section 2.5 wants UTF-8, escaped.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, unquote_to_bytes

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_PART = re.compile(rb"[^&=]+")
_ESCAPE = re.compile(rb"%[89A-Fa-f][0-9A-Fa-f]")


def reading(application: Application) -> Application:
    """Stand before a WSGI application that reads UTF-8 alone."""

    def read(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["QUERY_STRING"] = in_utf_8(environ.get("QUERY_STRING", ""))
        return application(environ, start_response)

    return read


def in_utf_8(query: str) -> str:
    """Write a query string, as WSGI gives it, in escaped UTF-8; a sound one stays as it is."""
    given = query.encode("latin-1")
    if query.isascii() and (not _ESCAPE.search(given) or _is_sound(unquote_to_bytes(given))):
        return query
    return _PART.sub(_rewritten, given).decode("ascii")


def _rewritten(part: re.Match[bytes]) -> bytes:
    content = unquote_to_bytes(part[0])
    if part[0].isascii() and _is_sound(content):
        return part[0]
    # A blank is written as + here, and a + that is meant as one is escaped.
    return quote(_decoded(unquote_to_bytes(part[0].replace(b"+", b" ")))).encode()


def _decoded(content: bytes) -> str:
    """Read UTF-8, also cut at its end, else GBK; what is neither becomes signs of that."""
    for decode in (_cut_utf_8, _gb18030):
        try:
            return decode(content)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _cut_utf_8(content: bytes) -> str:
    return codecs.getincrementaldecoder("utf-8")().decode(content)


def _gb18030(content: bytes) -> str:
    return content.decode("gb18030")


def _is_sound(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
