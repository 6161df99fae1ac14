"""Reading what a source answers, without CKAN."""

from __future__ import annotations

import json
from typing import Any

from .problem import GarbledError


def decoded(body: bytes | str, place: str, *, is_mixed: bool = False) -> Any:
    """Read JSON; raises GarbledError that says what came instead.

    Where an answer `is_mixed` of many records, bytes that are no UTF-8 (GB18030 from an
    old system) become lone surrogates: the one record that holds them is refused then.
    """
    try:
        if is_mixed and isinstance(body, bytes):
            body = body.decode("utf-8", "surrogateescape")
        return json.loads(body)
    except ValueError as error:
        start = body[:200] if isinstance(body, str) else body[:200].decode("utf-8", "replace")
        if start.lstrip()[:1] == "<":
            raise GarbledError(
                place, "返回的是网页而不是数据", "请核对地址；来源可能正在维护或要求登录"
            ) from error
        raise GarbledError(
            place, f"回答不是完整的 JSON（{error}）", "请稍后重试或联系来源单位"
        ) from error


def object_of(body: bytes | str, place: str, *, is_mixed: bool = False) -> dict[str, Any]:
    """Read a JSON object; raises GarbledError for anything else."""
    found = decoded(body, place, is_mixed=is_mixed)
    if not isinstance(found, dict):
        raise GarbledError(place, "回答不是 JSON 对象", "请核对地址是否为数据接口")
    return found
