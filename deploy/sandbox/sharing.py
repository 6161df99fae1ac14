"""The government sharing platform: a signed directory API with pages, details and files."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, current_app, jsonify, request, send_file

from . import attachment, life, sharing_record, signing, upstream, vocabulary
from .item import Item, changed_since, item, number_of
from .scale import World
from .upstream import Refusal, faults, here

MAX_PAGE = 200
_ZONE = ZoneInfo("Asia/Shanghai")

_share = Blueprint("share", __name__, url_prefix="/share")


def create_app(folder: Path) -> Flask:
    """Return the platform's application over a sandbox folder."""
    app = upstream.build("sharing", folder)
    app.extensions["nonces"] = signing.Nonces()
    app.register_blueprint(_share)
    return app


@_share.before_request
def _check_signature() -> None:
    headers = request.headers
    app_id, given = headers.get("X-App-Id", ""), headers.get("X-Signature", "")
    stamp, nonce = headers.get("X-Timestamp", ""), headers.get("X-Nonce", "")
    if not (app_id and given and stamp and nonce):
        raise Refusal(
            401, "40100", "缺少签名请求头：X-App-Id、X-Timestamp、X-Nonce、X-Signature"
        )
    if app_id != here().credentials["sharing_app_id"]:
        raise Refusal(401, "40101", "应用标识不存在")
    now = time.time()
    if not signing.is_fresh(stamp, now):
        raise Refusal(401, "40102", "时间戳已过期，与平台时间相差不得超过 300 秒")
    signed = signing.Signed(
        method=request.method,
        path=request.path,
        query=tuple(request.args.items(multi=True)),
        body=request.get_data(),
        stamp=stamp,
        nonce=nonce,
    )
    if not signing.is_signed(here().credentials["sharing_app_secret"], signed, given):
        raise Refusal(401, "40103", "签名不正确")
    if not _nonces().is_new(f"{stamp}.{nonce}", now):
        raise Refusal(401, "40104", "随机串重复，请求被视为重放")


def _nonces() -> signing.Nonces:
    found = current_app.extensions["nonces"]
    assert isinstance(found, signing.Nonces)  # noqa: S101
    return found


@_share.get("/office/list")
def offices() -> Response:
    """Answer every unit that issues items."""
    return _answer(
        [
            {
                "officeCode": office.code, "officeName": office.name,
                "officeShortName": office.short_name, "officeKind": office.kind,
                "areaCode": office.area_code,
            }
            for office in vocabulary.offices().values()
        ]
    )  # fmt: skip


@_share.post("/catalog/page")
def page() -> Response:
    """Answer one page of the directory; the list stands in `dataList`, a JSON string."""
    asked = upstream.request_object()
    number = _whole(asked, "pageNo", 1, 1_000_000, 1)
    size = _whole(asked, "pageSize", 1, MAX_PAGE, 20)
    world = here().world
    roll = _numbers(world, asked.get("updatedSince"))
    span = range((number - 1) * size, min(number * size, len(roll)))
    found = [sharing_record.summary(item(world, roll[place])) for place in span]
    if "duplicates" in faults() and found:
        found[-1] = found[0]
    data = {
        "pageNo": number, "pageSize": size, "total": len(roll),
        "pages": -(-len(roll) // size), "list": found,
    }  # fmt: skip
    return jsonify(
        success=True, code="0", message="成功", dataList=json.dumps(data, ensure_ascii=False)
    )


def _numbers(world: World, since: object) -> Sequence[int]:
    """Return the numbers a page counts through: all, or those changed on or after a date."""
    if since is None:
        return life.roll(world)
    try:
        day = date.fromisoformat(str(since)[:10])
    except ValueError as error:
        raise Refusal(400, "40001", "updatedSince 应为日期，如 2026-11-01") from error
    return changed_since(world, (day - vocabulary.first_day()).days)


@_share.post("/catalog/detail")
def detail() -> Response:
    """Answer everything about one item."""
    world, entry = _asked_item()
    return _answer(sharing_record.detail(world, entry))


@_share.post("/file/list")
def file_list() -> Response:
    """Answer the files of one item."""
    world, entry = _asked_item()
    return _answer(sharing_record.files(world, entry))


@_share.get("/file/download/<res_id>/<file_url>")
def download(res_id: str, file_url: str) -> Response:
    """Answer a file; Range, ETag and If-None-Match work as HTTP says."""
    world, entry = _item(res_id.replace("_", "/"))
    for listed, file in zip(
        sharing_record.files(world, entry), attachment.attachments(world, entry), strict=False
    ):
        if listed["fileUrl"] == file_url and listed["id"] == request.args.get("filekey"):
            return send_file(
                io.BytesIO(file.content),
                mimetype="application/octet-stream",
                download_name=file.name,
                as_attachment=True,
                etag=file.sha256,
                last_modified=entry.updated_at.replace(tzinfo=_ZONE),
            )
    raise Refusal(404, "40402", "文件不存在或者 filekey 不正确")


def _asked_item() -> tuple[World, Item]:
    res_id = upstream.request_object().get("resId")
    if not isinstance(res_id, str) or not res_id:
        raise Refusal(400, "40001", "resId 不能为空")
    return _item(res_id)


def _item(res_id: str) -> tuple[World, Item]:
    world, number = here().world, number_of(res_id)
    if number is not None and number in life.roll(world) and not _is_hidden(number):
        entry = item(world, number)
        if entry.remote_id == res_id:
            return world, entry
    raise Refusal(404, "40401", f"资源不存在或者已下线：{res_id}")


def _is_hidden(number: int) -> bool:
    fault = faults().get("vanished")
    return fault is not None and number % fault.every == 0


def _answer(data: Any) -> Response:
    return jsonify(success=True, code="0", message="成功", data=data)


def _whole(asked: dict[str, Any], name: str, low: int, high: int, default: int) -> int:
    value = asked.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Refusal(400, "40001", f"{name} 应为 {low} 到 {high} 的整数")
    return value
