"""The enterprise platform: bearer tokens, cursors, problem details, gzip exports by line."""

from __future__ import annotations

import hmac
import json
import time
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request

from . import enterprise_record, upstream
from .firm import Firm, count, firm, number_of, settings
from .indicator import months
from .scale import World
from .upstream import Refusal, faults, here
from .vocabulary import settings as words

MAX_LIMIT = 1_000
TOKEN_SECONDS = 1_800

_ent = Blueprint("ent", __name__, url_prefix="/ent/v2")
Row = dict[str, Any]
Shape = Callable[[World, Firm], Row | None]


def create_app(folder: Path) -> Flask:
    """Return the platform's application over a sandbox folder."""
    app = upstream.build("enterprise", folder)
    app.extensions["error_shape"] = _problem
    app.register_blueprint(_ent)
    return app


def _problem(error: Refusal) -> Response:
    response = jsonify(
        type=f"urn:dongguan:enterprise:{error.code}", title=error.message,
        status=error.status, detail=error.message,
    )  # fmt: skip
    response.mimetype = "application/problem+json"
    return response


@_ent.post("/token")
def token() -> Response:
    """Answer a bearer token for client id and secret."""
    asked, own = upstream.request_object(), here().credentials
    given = (str(asked.get("clientId")), str(asked.get("clientSecret")))
    wanted = (own["enterprise_client_id"], own["enterprise_client_secret"])
    pairs = zip(given, wanted, strict=True)
    if not all(hmac.compare_digest(a.encode(), b.encode()) for a, b in pairs):
        raise Refusal(401, "bad-client", "客户端标识或者密钥不正确")
    expires = int(time.time()) + TOKEN_SECONDS
    return jsonify(accessToken=f"{expires}.{_seal(expires)}", expiresIn=TOKEN_SECONDS)


def _seal(expires: int) -> str:
    secret = here().credentials["enterprise_client_secret"]
    return hmac.new(secret.encode(), str(expires).encode(), sha256).hexdigest()


@_ent.before_request
def _check_token() -> None:
    if request.endpoint == "ent.token":
        return
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    expires, _, seal = given.partition(".")
    known = kind == "Bearer" and expires.isascii() and expires.isdigit() and len(expires) <= 12
    if not known or not hmac.compare_digest(_seal(int(expires)).encode(), seal.encode()):
        raise Refusal(401, "bad-token", "缺少访问令牌或者令牌不正确")
    if int(expires) < time.time():
        raise Refusal(401, "expired-token", "访问令牌已过期，请重新获取")


@_ent.get("/dictionary")
def dictionary() -> Response:
    """Answer the platform's codes and units."""
    own = settings()
    return jsonify(
        sizes={str(code): name for code, name in own["sizes"].items()},
        registerTypes={code: name for code, (name, _) in own["register_types"].items()},
        statuses={str(code): name for code, name in own["statuses"].items()},
        creditGrades=list(own["credit_grades"]),
        indicatorUnits=own["indicator_units"],
        remark=words()["mark_sentence"],
    )


@_ent.get("/months")
def month_list() -> Response:
    """Answer the months on offer, oldest first."""
    return jsonify(months=months(here().world))


@_ent.get("/firms")
def firms() -> Response:
    """Answer firms from a cursor on."""
    return _slice(here().world, _firm_row)


@_ent.get("/firms/<code>")
def one_firm(code: str) -> Response:
    """Answer one firm by its unified social credit code."""
    world, number = here().world, number_of(code)
    if number is None or number >= count(world) or "vanished" in faults():
        raise Refusal(404, "no-such-firm", "没有这个统一社会信用代码对应的企业")
    return jsonify(_firm_row(world, firm(world, number)))


@_ent.get("/indicators/<month>")
def month_table(month: str) -> Response:
    """Answer a month's indicators from a cursor on; firms without a report are left out."""
    return _slice(here().world, _month_row(_known(month)))


@_ent.get("/export/firms.ndjson.gz")
def export_firms() -> Response:
    """Answer every firm, one JSON object on a line, gzip."""
    return _export(here().world, _firm_row)


@_ent.get("/export/indicators/<month>.ndjson.gz")
def export_month(month: str) -> Response:
    """Answer a month's indicators, one JSON object on a line, gzip."""
    return _export(here().world, _month_row(_known(month)))


def _known(month: str) -> str:
    if month not in months(here().world):
        raise Refusal(404, "no-such-month", "没有这个月份的数据")
    return month


def _firm_row(_world: World, one: Firm) -> Row:
    return enterprise_record.firm_row(one)


def _month_row(month: str) -> Shape:
    def row(world: World, one: Firm) -> Row | None:
        return enterprise_record.month_row(world, one, month)

    return row


def _rows(world: World, shape: Shape, start: int) -> Iterator[tuple[int, Row]]:
    for number in range(start, count(world)):
        row = shape(world, firm(world, number))
        if row is not None:
            yield number, row


def _slice(world: World, shape: Shape) -> Response:
    start, limit = _cursor(request.args.get("after", "")), _limit()
    found = list(islice(_rows(world, shape, start), limit))
    rows = [row for _, row in found]
    if "duplicates" in faults() and rows:
        rows[-1] = rows[0]
    more = len(found) == limit and found[-1][0] + 1 < count(world)
    return jsonify(items=rows, next=_as_cursor(found[-1][0] + 1) if more else None)


def _limit() -> int:
    text = request.args.get("limit", "500")
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_LIMIT):
        raise Refusal(400, "bad-limit", f"limit 应为 1 到 {MAX_LIMIT} 的整数")
    return int(text)


def _as_cursor(number: int) -> str:
    return urlsafe_b64encode(f"f{number}".encode()).decode().rstrip("=")


def _cursor(text: str) -> int:
    if not text:
        return 0
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
    except ValueError:
        plain = ""
    if not (plain.startswith("f") and plain[1:].isdigit()):
        raise Refusal(400, "bad-cursor", "after 不是本平台给出的游标")
    return int(plain[1:])


def _export(world: World, shape: Shape) -> Response:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for _, row in _rows(world, shape, 0))
    return Response(_gzip(lines), mimetype="application/gzip", direct_passthrough=True)


def _gzip(lines: Iterable[str]) -> Iterator[bytes]:
    """Compress line by line; no clock in the header, so equal rows give equal bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for line in lines:
        data = packer.compress(line.encode())
        if data:
            yield data
    yield packer.flush()
