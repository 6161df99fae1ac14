"""The answer to an address that is too long, which no part of the portal sees.

A page stands alone, in both languages; below /api/ programs get the error form of the API.
"""

from __future__ import annotations

import json
import re
import socket
import time
from typing import Any

from gunicorn.http.errors import LimitRequestLine
from gunicorn.http.message import Request
from gunicorn.util import write_nonblock

_PAGE = (
    "<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><title>网址过长</title>"
    "<meta name='viewport' content='width=device-width'><style>body{max-width:40em;"
    "margin:48px auto;padding:0 24px;font:1rem/1.7 'PingFang SC','Microsoft YaHei',"
    "'Noto Sans CJK SC',sans-serif;color:#17212b}a{color:#0b5f5c}</style></head><body><main>"
    "<h1>网址过长</h1><p>检索词或参数太多，请求没有处理。请减少检索词或筛选条件后再试。</p>"
    "<p><a href='/dataset/'>查找数据</a> · <a href='/'>回到首页</a></p>"
    "<p lang='en'>The address is too long and was not looked at. Use fewer words or filters "
    "and try again. <a href='/en/dataset/'>Search the data</a></p></main></body></html>"
).encode()
_MESSAGE = (
    "网址过长，请求没有处理：请减少参数，或用 POST 把参数以 JSON 放在请求体中。 "
    "The address is too long and was not looked at: use fewer parameters, "
    "or send them by POST as JSON in the body."
)
_ERROR = {"success": False, "error": {"__type": "URI Too Long", "message": _MESSAGE}}
_JSON = json.dumps(_ERROR, ensure_ascii=False).encode()

# The API in the portal's language or, as CKAN takes it, behind another one: /en/api/3/….
_OF_API = re.compile(rb"\s*\S+ (?:https?://[^/ ]+)?(?:/[a-z]{2}(?:_\w{2,10})*)?/api/")
# Who is cut off while still sending may lose the answer; so much is heard out.
_MOST_BYTES, _MOST_SECONDS = 1 << 20, 10.0


class TracedRequest(Request):
    """A request that says what a line began with that was too long."""

    def read_line(self, unreader: Any, buf: bytearray, limit: int = 0) -> Any:
        """Read a line as gunicorn does; a refusal carries what was read of it."""
        try:
            return super().read_line(unreader, buf, limit)
        except LimitRequestLine as error:
            error.begun = bytes(buf)
            raise


def answer(client: socket.socket, error: LimitRequestLine) -> None:
    """Tell a reader by a page, a program by JSON, that the address was too long."""
    is_program = _OF_API.match(getattr(error, "begun", b""))
    kind, body = ("application/json", _JSON) if is_program else ("text/html", _PAGE)
    head = (
        "HTTP/1.1 414 URI Too Long\r\nConnection: close\r\n"
        f"Content-Type: {kind}; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    write_nonblock(client, head.encode() + body)
    _hear_out(client)


def _hear_out(client: socket.socket) -> None:
    """Read the rest of the address; gunicorn closes the connection."""
    end, left = time.monotonic() + _MOST_SECONDS, _MOST_BYTES
    try:
        client.shutdown(socket.SHUT_WR)
        while left > 0 and (wait := end - time.monotonic()) > 0:
            client.settimeout(wait)
            read = len(client.recv(1 << 16))
            left = left - read if read else 0
    except OSError:
        return
