"""What both servers have: the folder's world, the admin paths, the faults, JSON errors."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException

from . import folder as folders
from .journal import Journal
from .misbehaviour import Faults, Misbehaviour
from .scale import World

ADMIN = "/_sandbox"


class Upstream:
    """The state of one running server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults = Faults()
        self.journal = Journal()
        self.credentials = folders.credentials(folder)

    @property
    def world(self) -> World:
        """Return the folder's world as it stands now; another process may have moved it on."""
        return folders.read_world(self.folder)


class Refusal(Exception):  # noqa: N818 - an answer, not a fault of ours
    """An answer other than success: HTTP status, the platform's code, a sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def here() -> Upstream:
    """Return the state of the server that answers this request."""
    found = current_app.extensions["upstream"]
    assert isinstance(found, Upstream)  # noqa: S101
    return found


def faults() -> dict[str, Misbehaviour]:
    """Return the faults that this request meets."""
    found: dict[str, Misbehaviour] = g.get("faults", {})
    return found


def build(name: str, folder: Path) -> Flask:
    """Return an application with the admin paths and the faults, ready for its own paths."""
    app = Flask(name, static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    app.extensions["upstream"] = Upstream(folder)
    app.extensions["error_shape"] = _plain
    app.before_request(_meet_faults)
    app.after_request(_spoil)
    app.after_request(_note)
    app.register_error_handler(Refusal, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_blueprint(_admin)
    return app


def _meet_faults() -> Response | None:
    if request.path.startswith(ADMIN):
        return None
    g.faults = met = here().faults.take(request.path)
    if "slow" in met:
        time.sleep(met["slow"].seconds)
    if "error_500" in met:
        raise Refusal(500, "50000", "系统繁忙，请稍后再试")
    if "error_429" in met:
        raise Refusal(429, "42900", "请求过于频繁，请按 Retry-After 重试")
    return None


def _plain(error: Refusal) -> Response:
    return jsonify(success=False, code=error.code, message=error.message)


def _refuse(error: Refusal) -> Response:
    response: Response = current_app.extensions["error_shape"](error)
    response.status_code = error.status
    if error.status == 429 and "error_429" in faults():
        response.headers["Retry-After"] = str(faults()["error_429"].retry_after)
    return response


def _refuse_http(error: HTTPException) -> Response:
    status = error.code or 500
    return _refuse(Refusal(status, f"{status}00", f"请求不被接受：{error.name}"))


def _spoil(response: Response) -> Response:
    met = faults()
    if "gb18030" in met and response.is_json:
        response.set_data(response.get_data().decode().encode("gb18030"))
    if "truncated" in met and not response.direct_passthrough:
        data = response.get_data()
        response.set_data(data[: len(data) // 2])
    if "dropped" in met:
        response.direct_passthrough = False
        data = response.get_data()
        response.response = _broken(data[: len(data) // 2])
        response.headers["Content-Length"] = str(len(data))
    return response


def _broken(data: bytes) -> Iterator[bytes]:
    yield data
    raise ConnectionAbortedError("dropped on request")


def _note(response: Response) -> Response:
    if not request.path.startswith(ADMIN):
        rule = request.url_rule.rule if request.url_rule else request.path
        here().journal.note(
            {
                "method": request.method, "route": rule, "path": request.path,
                "status": response.status_code, "query": request.args.to_dict(),
                "body": request.get_json(silent=True) if request.is_json else None,
                "range": request.headers.get("Range"),
                "if_none_match": request.headers.get("If-None-Match"),
            }
        )  # fmt: skip
    return response


_admin = Blueprint("sandbox", __name__, url_prefix=ADMIN)


@_admin.before_request
def _only_from_here() -> None:
    if request.remote_addr not in ("127.0.0.1", "::1"):
        raise Refusal(403, "40300", "only from 127.0.0.1")


@_admin.get("/state")
def state() -> Response:
    """Answer which world is served."""
    world = here().world
    return jsonify(
        seed=world.seed, items=world.scale.items, firms=world.scale.firms, day=world.day
    )


@_admin.route("/misbehave", methods=["GET", "POST", "DELETE"])
def misbehave() -> Response:
    """Put a fault in force, end all, or list them."""
    if request.method == "DELETE":
        here().faults.clear()
    if request.method == "POST":
        try:
            here().faults.add(_object())
        except (TypeError, ValueError) as error:
            raise Refusal(400, "40001", str(error)) from error
    return jsonify(active=here().faults.list())


@_admin.route("/requests", methods=["GET", "DELETE"])
def requests() -> Response:
    """Answer what was asked so far; DELETE forgets it."""
    if request.method == "DELETE":
        here().journal.clear()
    return jsonify(here().journal.report())


@_admin.post("/advance")
def advance() -> Response:
    """Move the folder's world on by `days` (1 to 366)."""
    days = _object().get("days", 1)
    if not isinstance(days, int) or not 1 <= days <= 366:
        raise Refusal(400, "40001", "days: 1-366")
    folders.write_world(here().folder, here().world.later(days))
    return state()


def _object() -> dict[str, Any]:
    """Return the request's JSON object; an empty body is an empty object."""
    try:
        data = json.loads(request.get_data() or b"{}")
    except ValueError as error:
        raise Refusal(400, "40001", "请求体不是有效的 JSON") from error
    if not isinstance(data, dict):
        raise Refusal(400, "40001", "请求体应为 JSON 对象")
    return data


def request_object() -> dict[str, Any]:
    """Return the JSON object of a request; a Refusal (400) says what is wrong."""
    return _object()
