"""A row of an exchange's catalogue as a record of the sharing platform, without CKAN."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from .part import text
from .problem import RecordError, as_refusal

Record = dict[str, Any]
# Bytes of another encoding that were read as Latin 1, or did not survive at all.
GARBLED = re.compile("[\u0080-\u00ff]{2}|\ufffd")
TEXTS = {"resTitle": "名称", "officeName": "提供单位"}


def read(row: Mapping[str, Any], layout: Mapping[str, Any]) -> Record:
    """Rename a row's columns by the code map's `exchange` part.

    :raises RecordError: a column that should hold JSON does not, or texts are in another
        encoding than the database believes
    """
    with as_refusal():
        names = layout["record"]
        record = {n: _plain(row[column]) for n, column in names.items() if column in row}
        found: Record = {**layout["absent"], **record}
        found["columns"] = _object(found.get("columns"), names["columns"])
        found["openRecord"] = _opening(found, layout)
        found["itemList"] = [
            {"itemName": text(title), "itemNameEn": column}
            for column, title in found["columns"].items()
        ]
    _refuse_garbled(found)
    return found


def _opening(found: Record, layout: Mapping[str, Any]) -> Record:
    decided = _object(found.get("openRecord"), layout["record"]["openRecord"])
    return {n: decided[k] for n, k in layout["opening"].items() if decided.get(k)}


def _refuse_garbled(found: Record) -> None:
    for name, label in TEXTS.items():
        if GARBLED.search(text(found.get(name))):
            raise RecordError(
                f"“{label}”的文字疑似乱码（{text(found[name])[:20]}）",
                "请门户运行人员在来源选项 charset 中填写数据库实际使用的字符集（如 gbk）",
                name,
            )  # fmt: skip


def _object(value: Any, column: str) -> Record:
    if value in (None, ""):
        return {}
    try:
        found = json.loads(value) if isinstance(value, str | bytes) else value
    except ValueError as error:
        raise RecordError(f"列 {column} 不是 JSON", "请来源单位核对", column) from error
    if not isinstance(found, dict):
        raise RecordError(f"列 {column} 不是 JSON 对象", "请来源单位核对", column)
    return found


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case dict() | list() | None:
            return value
        case bytes():
            return value.decode()
    return str(value)
